import type { Page } from 'playwright-core'
import { tabs } from '../../static/admin/texts'
import { findBarriers } from './support/axe'
import { screenshotPath } from './support/screenshots'
import { appOf, openTab, PATIENCE_MS, problemsOf, until, visit } from './support/visit'
import { withPage } from './support/with-page'

jest.setTimeout(PATIENCE_MS)

const THEMES = ['light', 'dark'] as const
const TABS = Object.keys(tabs) as (keyof typeof tabs)[]

describe('the pages of the app', () => {
  const fixture = withPage()

  beforeAll(async () => {
    const { started } = fixture()
    await started.post('clock', { isRunning: false })
    // Something to show: runs, seats given back, and people who wait.
    await started.post('clock', { advanceMs: 2 * 86_400_000 })
    await started.post('seats', { fillLeaving: 4 })
    await started.post('people', { act: 'ask', userId: null })
    await started.post('clock', { advanceMs: 3_600_000 })
  }, PATIENCE_MS)

  /** One visit shows them all: to load the page takes longer than to look at a tab. */
  async function lookAtEachTab(page: Page, name: string): Promise<void> {
    for (const tab of TABS) {
      await openTab(page, tab)
      // At rest: what is under the mouse is on its way to another colour.
      await page.mouse.move(0, 0)
      await page.screenshot({ path: screenshotPath(`${tab}-${name}`), fullPage: true, animations: 'disabled' })
      expect({ tab, barriers: await findBarriers(page) }).toEqual({ tab, barriers: [] })
    }
    expect(await problemsOf(page)).toEqual([])
  }

  it.each(THEMES)('shows each tab in the %s theme, without barriers', async (theme) => {
    const { page, started } = fixture()
    await visit(page, started.address, `?theme=${theme}`)
    await until(async () => (await page.evaluate(() => document.documentElement.dataset['colorMode'])) === theme)
    await lookAtEachTab(page, theme)
  })

  it('shows each tab in a narrow window, without barriers', async () => {
    const { page, started } = fixture()
    await page.setViewportSize({ width: 700, height: 1000 })
    await visit(page, started.address, '?theme=dark')
    await lookAtEachTab(page, 'narrow')
  })

  it.each(THEMES)('shows the portal in the %s theme, without barriers', async (theme) => {
    const { page, started } = fixture()
    await page.goto(`${started.address}/?caller=customer&theme=${theme}`)
    await appOf(page).getByText('Jira').nth(1).waitFor()

    await page.screenshot({ path: screenshotPath(`portal-${theme}`), fullPage: true, animations: 'disabled' })

    expect(await findBarriers(page)).toEqual([])
    expect(await problemsOf(page)).toEqual([])
  })
})
