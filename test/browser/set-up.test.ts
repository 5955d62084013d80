import { DIRECTORY_CHOICES } from '../../static/admin/setup/directory-choice'
import { asking, readiness, setup } from '../../static/admin/texts'
import { findBarriers } from './support/axe'
import { chooseGroups, fillIn, readCredentials, savePart } from './support/connect'
import { screenshotPath } from './support/screenshots'
import { openTab, panelOf, PATIENCE_MS, problemsOf, visit } from './support/visit'
import { withPage } from './support/with-page'

jest.setTimeout(PATIENCE_MS * 2)

const SECRET = DIRECTORY_CHOICES[0]!.fields.find(({ kind }) => kind === 'secret')!.label

describe('the first morning', () => {
  const fixture = withPage('--fresh')

  it.each(['light', 'dark'])('shows a site without connections in the %s theme, without barriers', async (theme) => {
    const { page, started } = fixture()
    await visit(page, started.address, `?theme=${theme}`)
    const form = await openTab(page, 'setup')
    await form.getByRole('button', { name: readiness.check }).click()
    await form.getByText('to correct before the jobs can do their work').waitFor()

    await page.screenshot({ path: screenshotPath(`set-up-fresh-${theme}`), fullPage: true, animations: 'disabled' })

    expect(await findBarriers(page)).toEqual([])
    expect(await problemsOf(page)).toEqual([])
  })

  it('goes from a wrong secret and a red readiness check to a green one', async () => {
    const { page, started } = fixture()
    await visit(page, started.address)
    const values = await readCredentials(page)
    const form = await openTab(page, 'setup')

    await form.getByRole('button', { name: readiness.check }).click()
    await form.getByText('to correct before the jobs can do their work').waitFor()
    await page.screenshot({ path: screenshotPath('set-up-1-red'), fullPage: true, animations: 'disabled' })

    await fillIn(form, values)
    const secret = form.getByLabel(SECRET, { exact: true })
    await secret.fill('11111111-2222-3333-4444-555555555555')
    await form.getByRole('button', { name: setup.testOf(setup.directory.the) }).click()
    await form.getByText('that is the id of the secret, not its value').waitFor()
    await page.screenshot({ path: screenshotPath('set-up-2-wrong-secret'), fullPage: true, animations: 'disabled' })
    await secret.fill(values.get(SECRET)!)
    await form.getByRole('button', { name: setup.testOf(setup.directory.the) }).click()
    await form.getByText('Signing in to Entra: works').waitFor()
    await savePart(page, form, setup.directory)

    const key = form.getByLabel(setup.fields.apiKey, { exact: true })
    await key.fill(values.get(setup.fields.scimApiKey)!)
    await form.getByRole('button', { name: setup.testOf(setup.organization.the) }).click()
    await form.getByText('The key: it is wrong or has expired').waitFor()
    await key.fill(values.get(setup.fields.apiKey)!)
    await form.getByLabel(setup.organization.expires, { exact: true }).fill('2026-12-31')
    await chooseGroups(form)
    await savePart(page, form, setup.organization)
    await form.getByRole('button', { name: asking.save }).click()
    await page.getByRole('status').filter({ hasText: asking.saved }).waitFor()

    await panelOf(page).getByRole('button', { name: '+1 hour' }).click()
    await form.getByRole('button', { name: readiness.check }).click()
    for (const name of Object.values(readiness.confirm)) await form.getByRole('button', { name }).click()
    await form.getByText('to correct before the jobs can do their work').waitFor({ state: 'detached' })
    await page.mouse.move(0, 0)
    await page.screenshot({ path: screenshotPath('set-up-3-ready'), fullPage: true, animations: 'disabled' })

    expect(await findBarriers(page)).toEqual([])
    expect(await problemsOf(page)).toEqual([])
    expect((await started.readState()).violations).toBe(0)
  })
})
