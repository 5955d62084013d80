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

  const cases = THEMES.flatMap((theme) => TABS.map((tab) => [tab, theme] as const))
  it.each(cases)('shows %s in the %s theme, without barriers', async (tab, theme) => {
    const { page, started } = fixture()
    await visit(page, started.address, `?theme=${theme}`)
    await openTab(page, tab)
    await until(async () => (await page.evaluate(() => document.documentElement.dataset['colorMode'])) === theme)

    await page.screenshot({ path: screenshotPath(`${tab}-${theme}`), fullPage: true, animations: 'disabled' })

    expect(await findBarriers(page)).toEqual([])
    expect(await problemsOf(page)).toEqual([])
  })

  it.each(TABS)('shows %s in a narrow window, without barriers', async (tab) => {
    const { page, started } = fixture()
    await page.setViewportSize({ width: 700, height: 1000 })
    await visit(page, started.address, '?theme=dark')
    await openTab(page, tab)

    await page.screenshot({ path: screenshotPath(`${tab}-narrow`), fullPage: true, animations: 'disabled' })

    expect(await findBarriers(page)).toEqual([])
    expect(await problemsOf(page)).toEqual([])
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
