import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { EXPORT_EVENTS, exports as texts } from '../../static/admin/texts'
import { openTab, PATIENCE_MS, problemsOf, refresh, stopTime, visit } from './support/visit'
import { withPage } from './support/with-page'

const LONG_MS = 8 * PATIENCE_MS
jest.setTimeout(LONG_MS)

/** Several answers of the app; the reference company's 42,700 take two minutes (`EXPORT_PEOPLE=42700`). */
const ENABLED = Number(process.env['EXPORT_PEOPLE'] ?? 8_500)
const PEOPLE = Math.round(ENABLED * 1.02)

type AppWindow = { __bridge: { callBridge(command: string, data?: unknown): Promise<unknown> } }

describe('an export of a large company', () => {
  const fixture = withPage('--people', `${PEOPLE}`, '--enabled', `${ENABLED}`)

  it('brings everybody into one file, each once', async () => {
    const { page, started } = fixture()
    await started.post('clock', { isRunning: false })
    // By then everybody has an account, and the sweep has run.
    await started.post('clock', { advanceMs: 30 * 3_600_000 })
    await visit(page, started.address)
    await stopTime(page)
    const runs = await openTab(page, 'runs')
    await refresh(page)
    await runs.getByRole('button', { name: texts.sweep }).click()
    const frame = page.frameLocator('iframe[title="Frame export"]')
    await frame.getByRole('button', { name: texts.csv }).waitFor()
    // The same frame, asked for another list.
    await page
      .frames()[1]!
      .evaluate(
        ([event]) =>
          (globalThis as unknown as AppWindow).__bridge.callBridge('emit', { event, payload: { kind: 'people' } }),
        [EXPORT_EVENTS.question],
      )

    const saved = page.waitForEvent('download', { timeout: LONG_MS })
    await frame.getByRole('button', { name: texts.csv }).click()
    const text = readFileSync(await (await saved).path(), 'utf8')

    const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[]
    const { truth } = await started.readState()
    expect(rows.length).toBeGreaterThan(ENABLED * 0.98)
    expect(new Set(rows.map(({ accountId }) => accountId)).size).toBe(rows.length)
    expect(rows.filter(({ products }) => products === 'jira-software').length).toBe(truth.seatsUsed)
    expect(await problemsOf(page)).toEqual([])
  })
})
