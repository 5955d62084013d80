import { askOnPortal } from '../../support/askers'
import { DAY_MS, addActiveHolders, startScenario } from '../../support/scenario'

const WAIT_MS = 20 * 60_000
/** A Tuesday: Monday's activity is published, so that a sweep may act. */
const STARTS_AT = Date.parse('2026-01-06T10:00:00Z')
const SCHEDULES = { provision: '30 10,11 * * *', sweep: '45 11 * * *' }

/** Looks of the tick and of each minute are one poll; jobs are several, each with a wait of its own. */
const PARTS: Readonly<Record<string, string>> = { 'look-worker': 'tick' }

/** Two hours and a half of everything that the app does, while one service wants to be left alone. */
async function liveWithout(service: string) {
  const scenario = await startScenario({
    ...{ startsAt: STARTS_AT, seats: 200, directory: service === 'okta' ? 'okta' : 'entra' },
    settings: { schedules: SCHEDULES, signals: { eachMinute: true } },
  })
  const { company, clock, host } = scenario
  addActiveHolders(scenario, 60)
  company.person('Idle', { seat: true, addedAt: STARTS_AT - 900 * DAY_MS, lastActiveAt: STARTS_AT - 300 * DAY_MS })
  const leaver = company.person('Leaver', { account: true })
  const askers = ['Ada', 'Ben', 'Cleo', 'Dan'].map((name) => company.person(name, { account: true }))
  await scenario.runFor('1h')

  const asked = new Map<string, number>()
  const early: string[] = []
  await askOnPortal(scenario, askers)
  const lift = scenario.faults.add(`${service} 429 retry-after 20m`)
  company.disable(leaver)
  company.signIn(askers[0]!)
  // Whoever asks is tried once, each.
  await scenario.runFor('1m')
  host.onRequest((name, { method, url, origin }) => {
    if (name !== service || origin === null) return
    const part = PARTS[origin.functionKey] ?? origin.functionKey
    const call = `${part} ${method} ${url.pathname.replace(/[^/]*\d[^/]*/g, '*')}`
    const pauseMs = clock.now() - (asked.get(call) ?? -Infinity)
    // Parts of one invocation ask at the same moment.
    if (part !== 'jobs-worker' && pauseMs > 60_000 && pauseMs < WAIT_MS) early.push(`${call} after ${pauseMs} ms`)
    asked.set(call, clock.now())
  })
  await scenario.runFor('149m')
  const tooEarly = [...early]
  lift()
  // The longest wait of somebody's own.
  await scenario.runFor('190m')
  return { scenario, tooEarly, askers, leaver }
}

describe('a service that wants to be left alone for twenty minutes, again and again', () => {
  it.each(['entra', 'okta', 'organization', 'scim', 'jira'])('is asked no earlier: %s', async (service) => {
    const { scenario, tooEarly, askers, leaver } = await liveWithout(service)

    expect(tooEarly).toEqual([])
    expect(scenario.host.counts.timedOutInvocations).toBe(0)
    expect(askers.filter(scenario.company.holdsSeat)).toHaveLength(4)
    expect(scenario.company.accountOf(leaver).status).not.toBe('active')
  })
})
