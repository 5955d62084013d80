import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { Download, Page } from 'playwright-core'
import { exports as texts } from '../../static/admin/texts'
import { findBarriers } from './support/axe'
import { screenshotPath } from './support/screenshots'
import type { StartedPage } from './support/start-page'
import { openTab, PATIENCE_MS, problemsOf, refresh, stopTime, visit } from './support/visit'
import { withPage } from './support/with-page'

jest.setTimeout(2 * PATIENCE_MS)

async function openExport(page: Page, { address }: StartedPage, query = ''): Promise<void> {
  await visit(page, address, query)
  await stopTime(page)
  const runs = await openTab(page, 'runs')
  await refresh(page)
  await runs.getByRole('button', { name: texts.sweep }).click()
  await page.getByRole('heading', { name: texts.title(texts.what.review) }).waitFor()
  await page.frameLocator('iframe[title="Frame export"]').getByRole('button', { name: texts.csv }).waitFor()
}

/** @returns what the browser has on disk */
async function save(page: Page, format: 'csv' | 'json'): Promise<{ name: string; text: string }> {
  const frame = page.frameLocator('iframe[title="Frame export"]')
  const saved = page.waitForEvent('download', { timeout: PATIENCE_MS })
  await frame.getByRole('button', { name: texts[format] }).click()
  const download: Download = await saved
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
}

describe('an export', () => {
  const fixture = withPage()

  it('is saved as CSV and as JSON by a frame of its own', async () => {
    const { page, started } = fixture()
    // The sweep of Tuesday at four: on Monday no activity is fresh.
    await started.post('clock', { isRunning: false })
    await started.post('clock', { advanceMs: 30 * 3_600_000 })
    await openExport(page, started)

    const csv = await save(page, 'csv')
    const json = await save(page, 'json')

    const rows = parse(csv.text, { bom: true, columns: true }) as Record<string, string>[]
    expect(csv.name).toMatch(/^universal-access-sweep-\d{4}-\d\d-\d\d\.csv$/)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(({ accountId, email }) => accountId !== '' && email!.includes('@'))).toBe(true)
    expect((JSON.parse(json.text) as { accountId: string }[]).map(({ accountId }) => accountId)).toEqual(
      rows.map(({ accountId }) => accountId),
    )
  })

  it.each(['light', 'dark'])('is asked for in a dialog without barriers, in the %s theme', async (theme) => {
    const { page, started } = fixture()

    await openExport(page, started, theme === 'dark' ? '?theme=dark' : '')

    expect(await problemsOf(page)).toEqual([])
    await page.screenshot({ path: screenshotPath(`export-${theme}`) })
    expect(await findBarriers(page)).toEqual([])
  })
})
