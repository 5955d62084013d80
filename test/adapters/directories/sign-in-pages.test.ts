import { readSignInPages } from '../../../src/adapters/directories/sign-in-pages'
import { AppError } from '../../../src/core/errors'
import type { SignIn } from '../../../src/ports'

const SPAN = { since: '2026-03-18T08:00:00.000Z', until: '2026-03-18T09:00:00.000Z' }
const row = (minute: number): SignIn => ({
  id: `row-${minute}`,
  objectId: `o-${minute}`,
  at: new Date(Date.parse(SPAN.until) - minute * 60_000).toISOString(),
})

/** One row a page, each a minute older than the one before. */
async function* pages(count: number, error?: Error): AsyncIterable<readonly SignIn[]> {
  for (let page = 0; page < count; page += 1) yield [row(page)]
  if (error !== undefined) throw error
}

const throttled = new AppError('throttled', 'Wait.')

describe('readSignInPages', () => {
  it('is whole where the list ends', async () => {
    expect(await readSignInPages(SPAN, ['app'], () => pages(3))).toEqual({
      rows: [row(0), row(1), row(2)],
      unread: null,
    })
  })

  it('tells what is left after twenty pages', async () => {
    const { rows, unread } = await readSignInPages(SPAN, ['app'], () => pages(30))

    expect([rows.length, unread]).toEqual([20, { since: SPAN.since, until: '2026-03-18T08:41:00.999Z' }])
  })

  it.each(['throttled', 'unavailable'] as const)('keeps what was read before the answer was %s', async (code) => {
    const read = await readSignInPages(SPAN, ['app'], () => pages(2, new AppError(code, 'Wait.')))

    expect(read).toEqual({ rows: [row(0), row(1)], unread: { ...SPAN, until: '2026-03-18T08:59:00.999Z' } })
  })

  it('leaves the whole span of an application that was not reached', async () => {
    const { rows, unread } = await readSignInPages(SPAN, ['app', 'other'], (appId) =>
      appId === 'app' ? pages(2) : pages(0, throttled),
    )

    expect([rows.length, unread]).toEqual([2, SPAN])
  })

  it.each([
    ['nothing was read', () => pages(0, throttled)],
    ['the answer is not what was expected', () => pages(2, new AppError('bad-response', 'HTML.'))],
  ])('fails where %s', async (_, listOf) => {
    await expect(readSignInPages(SPAN, ['app'], listOf)).rejects.toThrow(AppError)
  })
})
