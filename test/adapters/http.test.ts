import { createHttp } from '../../src/adapters/http'
import type { HttpRequest } from '../../src/adapters/http'
import { MINUTE_MS } from '../../src/core/time'

const WAIT_S = 600

/** A service that wants to be left alone for ten minutes, asked with so much time left. */
function throttledService(leftMs: number) {
  const asked: string[] = []
  const http = createHttp(
    async (url) => {
      asked.push(url)
      return new Response('', { status: 429, headers: { 'retry-after': String(WAIT_S) } })
    },
    { timeLeftMs: () => leftMs },
  )
  const get = (path: string): HttpRequest => ({ method: 'GET', url: `https://api.example/${path}`, headers: {} })
  return { asked, pass: (ms: number) => void (leftMs -= ms), send: (path: string) => http.send(get(path)) }
}

describe('a service that asks for a longer wait than there is time', () => {
  it('is not asked the same again by the same invocation', async () => {
    const { asked, send } = throttledService(MINUTE_MS)

    await expect(send('roles')).rejects.toMatchObject({ code: 'throttled', waitMs: WAIT_S * 1_000 })
    await expect(send('roles')).rejects.toMatchObject({ code: 'throttled', waitMs: WAIT_S * 1_000 })
    await expect(send('seats')).rejects.toMatchObject({ code: 'throttled' })

    expect(asked).toEqual(['https://api.example/roles', 'https://api.example/seats'])
  })

  it('is asked again when the wait is over', async () => {
    const { asked, send, pass } = throttledService(10 * MINUTE_MS)
    await expect(send('roles')).rejects.toMatchObject({ code: 'throttled' })
    pass(WAIT_S * 1_000)

    await expect(send('roles')).rejects.toMatchObject({ code: 'throttled' })

    expect(asked).toHaveLength(2)
  })
})
