import { START } from '../forge/fixture-host'
import { startFaulty } from './fixture-faults'

/** What the app sees of one GET: status, Retry-After and body, or the error. */
const LOOK = `
  try {
    const reply = await fetch('https://graph.example.com/v1.0/users')
    return [reply.status, reply.headers.get('retry-after'), await reply.text()]
  } catch (error) { return [error.name, error.cause?.code, Date.now()] }`

describe('a fault on the way to a service', () => {
  it.each([
    ['entra 429', [429, null, expect.stringContaining('Rate limit')], 0],
    ['entra 429 retry-after 20s', [429, '20', expect.stringContaining('Rate limit')], 0],
    ['entra 500', [500, null, expect.stringContaining('<h1>500')], 0],
    ['entra 502', [502, null, expect.stringContaining('<h1>502')], 0],
    ['entra 503', [503, null, expect.stringContaining('<h1>503')], 0],
    ['entra cut', ['TypeError', 'ECONNRESET', START + 200], 0],
    ['entra cut-after', ['TypeError', 'ECONNRESET', START + 200], 1],
    ['entra html', [200, null, expect.stringMatching(/^<!doctype html>/)], 0],
    ['entra truncated', [200, null, '{"ok"'], 1],
  ])('"%s" does what its name says', async (line, expected, reached) => {
    const { run, requests, faults } = startFaulty([line])

    expect(await run(LOOK)).toEqual(expected)
    expect(requests).toHaveLength(reached)
    expect(faults.struck(line)).toBe(1)
  })

  it('"time-out" lets nothing come for as long as Forge waits, or the app', async () => {
    const { run, faults } = startFaulty(['entra time-out'])

    expect(
      await run(`
        try { await fetch('https://graph.example.com/', { signal: AbortSignal.timeout(9_000) }) }
        catch (error) { return [error.name, Date.now()] }`),
    ).toEqual(['TimeoutError', START + 9_000])
    await expect(run(LOOK)).rejects.toThrow('exceeded its time-out')
    expect(faults.struck('entra time-out')).toBe(2)
  })

  it('strikes its service and its path only', async () => {
    const { run } = startFaulty(['entra /groups 503', 'jira 502'])

    expect(
      await run(`
        const users = await fetch('https://graph.example.com/v1.0/users')
        const groups = await fetch('https://graph.example.com/v1.0/groups')
        const jira = await asApp().requestJira(route\`/rest/api/3/myself\`)
        return [users.status, groups.status, jira.status]`),
    ).toEqual([200, 503, 502])
  })

  it('strikes the n-th request only, for a while only, and no longer once it is disarmed', async () => {
    const { run, faults, pass } = startFaulty(['entra 500 at 2'])
    const statuses = `
      const seen = []
      for (let n = 0; n < 3; n += 1) seen.push((await fetch('https://graph.example.com/')).status)
      return seen`

    expect(await run(statuses)).toEqual([200, 500, 200])
    faults.add('entra 503 for 10m')
    expect(await run(statuses)).toEqual([503, 503, 503])
    await pass(600_000)
    expect(await run(statuses)).toEqual([200, 200, 200])
    const disarm = faults.add('any 502')
    disarm()
    expect(await run(statuses)).toEqual([200, 200, 200])
  })

  it('"stale" repeats the answer to a read while it is young enough, and never to a write', async () => {
    let count = 0
    const answer = () => ({ status: 200, body: String((count += 1)) })
    const { run } = startFaulty(['entra stale 1m'], { answer })

    expect(
      await run(`
        const ask = async (method, path) => (await fetch('https://graph.example.com/' + path, { method })).text()
        const seen = [await ask('GET', 'a'), await ask('GET', 'a'), await ask('GET', 'b'), await ask('DELETE', 'a'), await ask('DELETE', 'a')]
        return seen`),
    ).toEqual(['1', '1', '3', '4', '5'])
  })

  it('"stale" gives way to the truth when the memory is too old', async () => {
    let count = 0
    const { run, pass } = startFaulty(['entra stale 1m'], {
      answer: () => ({ status: 200, body: String((count += 1)) }),
    })
    const ask = `return (await fetch('https://graph.example.com/')).text()`

    const first = await run(ask)
    await pass(61_000)

    expect([first, await run(ask)]).toEqual(['1', '2'])
  })
})
