import { addActiveHolders, lastRun, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

/** A site with so many of 20 seats taken, provisioned, at noon of the first day; Ada has an account and no seat. */
async function atNoon(taken: number, options: Parameters<typeof startScenario>[0] = {}) {
  const scenario = await startScenario({ seats: 20, ...options })
  addActiveHolders(scenario, taken)
  const ada = scenario.company.person('Ada')
  await scenario.runFor('12h')
  return { scenario, ada }
}

const used = (scenario: Scenario): number => scenario.site.seatsUsed(scenario.company.productKey)

describe('asking for a seat', () => {
  it.each([
    [17, false], // 3 free
    [16, false], // 4 free refuses
    [15, true], //  5 free grants
    [14, true], //  6 free
  ])('with %i of 20 seats taken the person who signs in gets one: %s', async (taken, isGranted) => {
    const { scenario, ada } = await atNoon(taken)

    scenario.company.signIn(ada)
    await scenario.runFor('30m')

    expect(scenario.company.holdsSeat(ada)).toBe(isGranted)
    expect(used(scenario)).toBe(taken + (isGranted ? 1 : 0))
    expect(scenario.violations()).toEqual([])
  })

  it('tells the refused person why, and grants by itself when a seat frees', async () => {
    const { scenario, ada } = await atNoon(16)
    scenario.company.signIn(ada)
    await scenario.runFor('30m')
    const overview = (await scenario.complete(scenario.administrator.call('getOverview'))) as { waiting: unknown[] }
    expect(overview.waiting).toEqual([
      expect.objectContaining({
        accountId: scenario.company.accountOf(ada).accountId,
        message: 'Not enough licenses: 4',
      }),
    ])

    const leaver = scenario.company.accountOf(scenario.company.people[0]!)
    scenario.site.setMember(leaver.accountId, scenario.company.accessGroupId, false, 'admin')
    await scenario.runFor('10m')

    expect(scenario.company.holdsSeat(ada)).toBe(true)
  })

  it('never refuses and never grants again to a holder at a full site', async () => {
    const { scenario } = await atNoon(20)
    const before = scenario.grants()

    for (const person of scenario.company.people.slice(0, 5)) scenario.company.signIn(person)
    await scenario.runFor('1h')

    expect(scenario.grants()).toBe(before)
    const overview = (await scenario.complete(scenario.administrator.call('getOverview'))) as { waiting: unknown[] }
    expect(overview.waiting).toEqual([])
  })

  it('keeps the reserve when many ask at once, and forgets nobody', async () => {
    const scenario = await startScenario({ seats: 40 })
    addActiveHolders(scenario, 20)
    const asking = Array.from({ length: 30 }, (_, index) => scenario.company.person(`Asker ${index}`))
    await scenario.runFor('12h')

    for (const person of asking) scenario.company.signIn(person)
    await scenario.runFor('40m')

    // 20 free and a reserve of 5: sixteen grants, four seats left.
    expect(used(scenario)).toBe(36)
    const overview = (await scenario.complete(scenario.administrator.call('getOverview'))) as { waiting: unknown[] }
    expect(overview.waiting).toHaveLength(14)
  })

  it('keeps the reserve and forgets nobody when the drain is killed at any call', async () => {
    for (const killAt of [1, 2, 3, 4, 6, 9]) {
      const scenario = await startScenario({ seats: 20, seed: String(killAt) })
      addActiveHolders(scenario, 12)
      const asking = ['Ada', 'Bea', 'Cid', 'Dan', 'Eva', 'Fay'].map((name) => scenario.company.person(name))
      await scenario.runFor('12h')
      let calls = 0
      scenario.host.addInterceptor((_service, { origin }) => {
        if (origin?.functionKey !== 'inbox-worker') return undefined
        calls += 1
        return calls === killAt ? 'kill-after' : undefined
      })

      for (const person of asking) scenario.company.signIn(person)
      await scenario.runFor('90m')

      expect(used(scenario)).toBe(16)
      expect(asking.filter((person) => scenario.company.holdsSeat(person))).toHaveLength(4)
    }
  })

  it('grants nobody who was disabled in the directory since', async () => {
    const { scenario, ada } = await atNoon(5)
    scenario.company.signIn(ada)
    scenario.company.disable(ada)

    await scenario.runFor('1h')

    expect(scenario.company.holdsSeat(ada)).toBe(false)
  })

  it('grants nothing while the job is not armed', async () => {
    const { scenario, ada } = await atNoon(5)
    await scenario.complete(scenario.administrator.setArmed('grant', false))

    scenario.company.signIn(ada)
    await scenario.runFor('1h')

    expect(scenario.company.holdsSeat(ada)).toBe(false)
    expect((await lastRun(scenario, 'grant')).outcome).toBe('dry-run')
  })

  it('costs a holder’s act no remote call', async () => {
    const { scenario } = await atNoon(10)
    let calls = 0
    scenario.host.onRequest((_service, { origin }) => {
      if (origin?.functionKey === 'activity') calls += 1
    })

    await scenario.runFor('24h')

    expect(calls).toBe(0)
  })
})
