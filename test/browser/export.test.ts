import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { Download, Page } from 'playwright-core'
import { exports as texts } from '../../static/admin/texts'
import { findBarriers } from './support/axe'
import { screenshotPath } from './support/screenshots'
import { advance, appOf, openTab, PATIENCE_MS, problemsOf, stopTime, visit } from './support/visit'
import { withPage } from './support/with-page'

jest.setTimeout(4 * PATIENCE_MS)

/** Opens an export of the jobs and saves it. @returns what the browser has on disk */
async function save(page: Page, format: 'csv' | 'json'): Promise<{ name: string; text: string }> {
  const frame = page.frameLocator('iframe[title="Frame export"]')
  const saved = page.waitForEvent('download', { timeout: 3 * PATIENCE_MS })
  await frame.getByRole('button', { name: texts[format] }).click()
  const download: Download = await saved
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
}

describe('an export', () => {
  const fixture = withPage('--people', '2000')

  it.each(['light', 'dark'])('is saved as CSV and as JSON by a frame of its own, in the %s theme', async (theme) => {
    const { page, started } = fixture()
    await visit(page, started.address, theme === 'dark' ? '?theme=dark' : '')
    await stopTime(page)
    // Sweeps are at four in the morning; the second night's has fresh activity to go by.
    await advance(page, '+1 day')
    await advance(page, '+1 day')
    const runs = await openTab(page, 'runs')
    await runs.getByRole('button', { name: texts.sweep }).click()
    await page.getByRole('dialog', { name: texts.title(texts.what.review) }).waitFor()

    const csv = await save(page, 'csv')
    const json = await save(page, 'json')

    const rows = parse(csv.text, { bom: true, columns: true }) as Record<string, string>[]
    expect(csv.name).toMatch(/^universal-access-sweep-\d{4}-\d\d-\d\d\.csv$/)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(({ accountId, email }) => accountId !== '' && email!.includes('@'))).toBe(true)
    expect((JSON.parse(json.text) as { accountId: string }[]).map(({ accountId }) => accountId)).toEqual(
      rows.map(({ accountId }) => accountId),
    )
    expect(await problemsOf(page)).toEqual([])
    await page.screenshot({ path: screenshotPath(`export-${theme}`) })
    expect(await findBarriers(page)).toEqual([])
    await appOf(page).page().getByRole('button', { name: texts.close }).click()
  })
})
