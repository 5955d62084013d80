import { readBatch } from '../../../../src/adapters/directories/entra/batch'
import type { Graph } from '../../../../src/adapters/directories/entra/graph'
import { AppError } from '../../../../src/core/errors'

/** Graph that refuses some paths for half a minute, each time. @param affordable waits for which there is time */
function throttling(refused: readonly string[], affordable: number): { graph: Graph; waits: number[] } {
  const waits: number[] = []
  const send: Graph['send'] = async (_method, _path, options) => {
    const { requests } = options?.json as { requests: { id: string; url: string }[] }
    const responses = requests.map(({ id, url }) =>
      refused.includes(url) ? { id, status: 429, headers: { 'Retry-After': '30' } } : { id, status: 200, body: {} },
    )
    return { status: 200, text: JSON.stringify({ responses }) }
  }
  const rest: Graph['rest'] = async (waitMs, mayWait) => {
    if (!mayWait || waits.length >= affordable) throw new AppError('throttled', 'Too many requests.', { waitMs })
    waits.push(waitMs)
  }
  return { graph: { send, rest, pages: () => Promise.reject(new Error('unused')) as never }, waits }
}

describe('items of a batch that are throttled again and again', () => {
  it.each([
    ['after one wait', 5, 1],
    ['without time to wait', 0, 0],
  ])('keep their 429, and are nobody else’s trouble while they are two: %s', async (_, affordable, waited) => {
    const { graph, waits } = throttling(['/a', '/c'], affordable)

    const replies = await readBatch(graph, ['/a', '/b', '/c'])

    expect([replies.map(({ status }) => status), waits]).toEqual([[429, 200, 429], Array(waited).fill(30_000)])
  })

  it('are the service’s trouble when they are three', async () => {
    const { graph, waits } = throttling(['/a', '/b', '/c'], 5)

    await expect(readBatch(graph, ['/a', '/b', '/c', '/d'])).rejects.toMatchObject({
      code: 'throttled',
      waitMs: 30_000,
    })

    expect(waits).toHaveLength(4)
  })
})
