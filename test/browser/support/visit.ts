/** What a visitor does on the page, by roles and labels. */
import type { Locator, Page } from 'playwright-core'
import { common, overview, tabs } from '../../../static/admin/texts'
import type { StartedPage } from './start-page'

/** A browser, a company and two busy cores. */
export const PATIENCE_MS = 90_000

/** The app's own part of the page. */
export function appOf(page: Page): Locator {
  return page.getByRole('main', { name: "The app's page" })
}

export function panelOf(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Control panel' })
}

export async function visit(page: Page, address: string, query = ''): Promise<void> {
  await page.goto(`${address}/${query}`)
  await appOf(page).getByRole('tab', { name: tabs.overview }).waitFor()
}

export async function openTab(page: Page, name: keyof typeof tabs): Promise<Locator> {
  await appOf(page).getByRole('tab', { name: tabs[name] }).click()
  const panel = appOf(page).getByRole('tabpanel', { name: tabs[name] })
  await panel.getByRole('button', { name: common.refresh }).waitFor()
  return panel
}

/** One section of the settings. */
export async function openSection(page: Page, title: string): Promise<Locator> {
  const panel = await openTab(page, 'settings')
  await panel.getByRole('button', { name: title }).click()
  await panel.getByRole('heading', { name: title }).waitFor()
  return panel
}

/** Advances by a button of the panel, and waits until the clock is there and the app's page has been read again. */
export async function advance(page: Page, button: string): Promise<void> {
  const clock = panelOf(page).getByRole('button', { name: button })
  const arrived = page.waitForResponse((response) => response.url().endsWith('/api/clock'), { timeout: PATIENCE_MS })
  await clock.click()
  await arrived
  await refresh(page)
}

export async function refresh(page: Page): Promise<void> {
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/invoke'))
  await appOf(page).getByRole('button', { name: common.refresh }).click()
  await answered
}

/** Time stands still between the buttons, so that the page and the truth are of one instant. */
export async function stopTime(page: Page): Promise<void> {
  const box = panelOf(page).getByRole('checkbox', { name: 'Time passes by itself' })
  if (await box.isChecked()) await box.click()
  await until(async () => !(await box.isChecked()))
}

/** A figure of the overview, as shown. */
export async function figure(page: Page, name: 'used' | 'free'): Promise<number> {
  const seats = appOf(page).getByText(overview[name], { exact: true }).first().locator('xpath=..')
  return Number((await seats.innerText()).split('\n').at(-1)!.replaceAll(',', ''))
}

/** The page says what is true. */
export async function expectTruth(page: Page, { readState }: StartedPage): Promise<void> {
  const { truth } = await readState()
  await until(async () => (await figure(page, 'used')) === truth.seatsUsed)
  expect({ used: await figure(page, 'used'), free: await figure(page, 'free') }).toEqual({
    used: truth.seatsUsed,
    free: truth.seatsFree,
  })
}

/** Loud errors of the sandbox page: what it could not draw or answer. */
export function problemsOf(page: Page): Promise<string[]> {
  return page.locator('[data-sandbox-problem]').allInnerTexts()
}

export async function until(isTrue: () => Promise<boolean>, withinMs = 15_000): Promise<void> {
  const end = Date.now() + withinMs
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`Expected this within ${withinMs} ms: ${isTrue}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
