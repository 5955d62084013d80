import { SECTIONS, labelOf } from '../../src/core/settings/table'
import { groupPicker, settings as texts } from '../../static/admin/texts'
import { findBarriers } from './support/axe'
import type { StartedPage } from './support/start-page'
import { screenshotPath } from './support/screenshots'
import { appOf, openSection, openTab, PATIENCE_MS, problemsOf, until, visit } from './support/visit'
import { withPage } from './support/with-page'

jest.setTimeout(PATIENCE_MS)

const DAYS = labelOf('products[jira-software].dormancyDays')

describe('the settings of the admin page', () => {
  const fixture = withPage('--fresh')

  it('keeps a changed setting after a reload', async () => {
    const { page, started } = fixture()
    await visit(page, started.address)
    const before = await openSection(page, SECTIONS.products.title)
    await before.getByLabel(DAYS).fill('90')
    await before.getByRole('button', { name: texts.save }).click()
    await page.getByRole('status').filter({ hasText: texts.saved }).waitFor()

    await visit(page, started.address)

    const after = await openSection(page, SECTIONS.products.title)
    expect(await after.getByLabel(DAYS).inputValue()).toBe('90')
    expect(await problemsOf(page)).toEqual([])
  })

  it('shows while somebody types why a setting is refused, and keeps nothing', async () => {
    const { page, started } = fixture()
    await visit(page, started.address)
    const form = await openSection(page, SECTIONS.schedules.title)
    await form.getByLabel(labelOf('schedules.sweep')).fill('every now and then')

    await form.getByText('expected five cron fields').first().waitFor()
    expect(await form.getByRole('button', { name: texts.save }).isDisabled()).toBe(true)
    await visit(page, started.address)

    const after = await openSection(page, SECTIONS.schedules.title)
    expect(await after.getByLabel(labelOf('schedules.sweep')).inputValue()).toBe('0 4 * * *')
  })
})

// One company for all of them, in this order: each changes what none after it begins with.
describe('the settings of a company that has lived some days', () => {
  const fixture = withPage()

  describe('who is no Jira administrator', () => {
    const METHODS = ['getOverview', 'saveSettings', 'saveConnections', 'setArmed', 'approvePlan', 'runNow']

    it.each(METHODS)('is refused on the server: %s', async (functionKey) => {
      const payload = { job: 'grant', armed: false, planId: 'any', dormancyDays: 1 }
      const { started } = fixture()

      const answer = await started.post('invoke', { caller: 'user', functionKey, payload })

      expect(answer).toMatchObject({ ok: true, value: { ok: false } })
      expect(JSON.stringify(answer)).not.toContain('"value":{"ok":true')
      const truth = await started.post('invoke', { caller: 'administrator', functionKey: 'getOverview' })
      expect(truth).toMatchObject({
        value: { value: { settings: { products: [{ dormancyDays: 180 }], armed: { grant: true } } } },
      })
    })

    it('sees a page that says so, without any number', async () => {
      const { page, started } = fixture()
      await page.goto(`${started.address}/?caller=user`)

      await appOf(page).getByText('administrator').first().waitFor()

      expect(await appOf(page).innerText()).not.toMatch(/\d{2}/)
      expect(await problemsOf(page)).toEqual([])
    })
  })

  describe('the sections of the settings', () => {
    const TITLES = Object.values(SECTIONS).map(({ title }) => title)

    it.each(['light', 'dark'])('are drawn in the %s theme, without barriers', async (theme) => {
      const { page, started } = fixture()
      await visit(page, started.address, `?theme=${theme}`)
      for (const [index, title] of TITLES.entries()) {
        await openSection(page, title)
        // At rest: what is under the mouse is on its way to another colour.
        await page.mouse.move(0, 0)
        await page.screenshot({
          path: screenshotPath(`settings-${index + 1}-${theme}`),
          fullPage: true,
          animations: 'disabled',
        })
        expect({ title, barriers: await findBarriers(page) }).toEqual({ title, barriers: [] })
      }
      expect(await problemsOf(page)).toEqual([])
    })
  })

  describe('a setting that somebody else has changed meanwhile', () => {
    const DAYS_LEFT = labelOf('waitingDays')

    it('is shown with who changed it, and mine or theirs is chosen by the keyboard alone', async () => {
      const { page, started } = fixture()
      await visit(page, started.address)
      const form = await openSection(page, SECTIONS.waiting.title)
      await form.getByLabel(DAYS_LEFT).fill('14')
      await form.getByLabel(labelOf('refusalMessage')).fill('Later.')
      await started.post('invoke', {
        caller: 'colleague',
        functionKey: 'saveSettings',
        payload: { version: await versionOf(started), changes: [{ path: 'waitingDays', value: 7 }] },
      })

      await form.getByRole('button', { name: texts.save }).click()

      await form.getByText(texts.conflicts.title).waitFor()
      await form.getByText(`${DAYS_LEFT}: 30 → 7`, { exact: false }).waitFor()
      await page.mouse.move(0, 0)
      await page.screenshot({ path: screenshotPath('settings-conflict'), fullPage: true, animations: 'disabled' })
      expect(await findBarriers(page)).toEqual([])
      expect(await form.getByLabel(DAYS_LEFT).inputValue()).toBe('14')
      await form.getByRole('button', { name: texts.conflicts.theirs(DAYS_LEFT) }).focus()
      await page.keyboard.press('Enter')
      expect(await form.getByLabel(DAYS_LEFT).inputValue()).toBe('7')
      await form.getByRole('button', { name: texts.save }).click()
      await page.getByRole('status').filter({ hasText: texts.saved }).waitFor()

      const saved = await started.post('invoke', { caller: 'administrator', functionKey: 'getOverview' })
      expect(saved).toMatchObject({ value: { value: { settings: { waitingDays: 7, refusalMessage: 'Later.' } } } })
      expect(await problemsOf(page)).toEqual([])
    })
  })

  describe('a section', () => {
    it('can be filled in by the keyboard alone', async () => {
      const { page, started } = fixture()
      await visit(page, started.address)
      await openTab(page, 'settings')
      await appOf(page).getByRole('button', { name: SECTIONS.waiting.title }).focus()
      await page.keyboard.press('Enter')
      await appOf(page).getByRole('heading', { name: SECTIONS.waiting.title }).waitFor()
      await appOf(page).getByLabel(labelOf('waitingDays')).focus()
      await page.keyboard.press('Control+A')
      await page.keyboard.type('14')
      await appOf(page).getByText(texts.unsaved).waitFor()
      await appOf(page).getByRole('button', { name: texts.save }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('status').filter({ hasText: texts.saved }).waitFor()

      const saved = await started.post('invoke', { caller: 'administrator', functionKey: 'getOverview' })

      expect(saved).toMatchObject({ value: { value: { settings: { waitingDays: 14 } } } })
    })
  })

  describe('the mapping of groups', () => {
    const ORGANIZATION_GROUP = 'Group in the organization, mapping 1'

    it('is made by the keyboard alone, and shown by name after a reload', async () => {
      const { page, started } = fixture()
      await visit(page, started.address)
      const form = await openSection(page, SECTIONS.localGroups.title)
      const press = async (name: string): Promise<void> => {
        await form.getByRole('button', { name, exact: true }).focus()
        await page.keyboard.press('Enter')
      }
      const choose = async (label: string, query: string, name: string): Promise<void> => {
        await form.getByLabel(label, { exact: true }).focus()
        await page.keyboard.type(query)
        await press(groupPicker.findOne(label))
        await press(groupPicker.chooseOne(name))
        // What was pressed is gone, and the keyboard is where the group stands now.
        const change = form.getByRole('button', { name: groupPicker.changeOne(label), exact: true })
        await until(() => change.evaluate((element) => element === element.ownerDocument.activeElement))
      }
      await press('Add a mapping')
      await choose('Group in the directory, mapping 1', 'project', 'Project Phoenix')
      await form.getByLabel(ORGANIZATION_GROUP, { exact: true }).focus()
      await page.keyboard.type('a')
      await press(groupPicker.findOne(ORGANIZATION_GROUP))
      const refused = /seats are given through the guard only|Not among the groups that the app may write to/
      await form.getByText(refused).first().waitFor()
      await page.screenshot({ path: screenshotPath('mapping-choosing'), fullPage: true })
      expect(await findBarriers(page)).toEqual([])
      await form.getByLabel(ORGANIZATION_GROUP, { exact: true }).fill('')
      await choose(ORGANIZATION_GROUP, 'phoenix', 'project-phoenix')
      await page.screenshot({ path: screenshotPath('mapping-chosen'), fullPage: true })
      await press(texts.save)
      await page.getByRole('status').filter({ hasText: texts.saved }).waitFor()

      await visit(page, started.address)

      const after = await openSection(page, SECTIONS.localGroups.title)
      await after.getByText('Project Phoenix').waitFor()
      await after.getByText('project-phoenix').waitFor()
      expect(await problemsOf(page)).toEqual([])
    })
  })
})

async function versionOf(started: StartedPage): Promise<number> {
  const overview = await started.post('invoke', { caller: 'colleague', functionKey: 'getOverview' })
  return (overview as { value: { value: { settings: { version: number } } } }).value.value.settings.version
}
