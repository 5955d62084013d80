import type { Person } from '../../../sandbox/company/person'
import { visitPortal } from '../../../sandbox/portal-visitor'
import { createRandom } from '../../../sandbox/random'
import { startSweep, sweepSite } from '../../support/sweep-site'
import { addActiveHolders, lastRun, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

describe('a store that has used up its minute', () => {
  it('makes a run wait and go on, in the same invocation', async () => {
    const scenario = await startScenario({ seats: 60 })
    addActiveHolders(scenario, 30)
    const newcomer = scenario.company.person('Nora')
    const failed: string[] = []
    scenario.host.onInvocation(({ functionKey, outcome, error }) => {
      if (outcome !== 'ok') failed.push(`${functionKey}: ${error ?? outcome}`)
    })

    // As after a burst of reads: everything is refused until the window ends, from the first call of the run on.
    await scenario.runFor('119m')
    scenario.faults.add('store 429 from 72s for 50s')
    await scenario.runFor('20m')

    expect(scenario.faults.struck('store 429 from 72s for 50s')).toBeGreaterThan(5)
    expect(failed).toEqual([])
    expect(await lastRun(scenario, 'provision')).toMatchObject({ outcome: 'done' })
    expect(scenario.identities.accountOf(newcomer.userId)).toMatchObject({ status: 'active' })
  })

  it('lets who asks wait a few seconds longer, and nobody is granted twice', async () => {
    const scenario = await startScenario({ seats: 60 })
    addActiveHolders(scenario, 30)
    const ada = scenario.company.person('Ada', { account: true })
    await scenario.runFor('12h')

    scenario.faults.add('store 429 every 3 for 40s')
    const { accountId } = scenario.identities.accountOf(ada.userId)!
    // The page tries again by itself what the store did not take in.
    const visit = visitPortal(scenario, accountId, createRandom('Ada'))
    await scenario.runFor('90s')

    expect(await visit).toMatchObject({ state: 'granted' })
    expect(scenario.company.holdsSeat(ada)).toBe(true)
    expect(scenario.grants()).toBe(1)
  })

  it('loses no event: who acted meanwhile is heard once it is over', async () => {
    const scenario = await startScenario({ seats: 60 })
    addActiveHolders(scenario, 30)
    const ada = scenario.company.person('Ada', { account: true })
    await scenario.runFor('12h')
    const { accountId } = scenario.identities.accountOf(ada.userId)!

    scenario.faults.add('store 429 for 12m')
    const timestamp = String(scenario.clock.now())
    scenario.host.emit({ eventType: 'avi:jira:commented:issue', timestamp, atlassianId: accountId })
    await scenario.runFor('11m')
    expect(scenario.company.holdsSeat(ada)).toBe(false)
    await scenario.runFor('20m')

    expect(scenario.company.holdsSeat(ada)).toBe(true)
  })
})

describe('a store that cannot do one item of a batch', () => {
  it('takes no access of whom it cannot read, and the access of everybody else', async () => {
    const { scenario, idle } = await sweepSite(30, 3)
    const { accountId } = scenario.company.accountOf(idle[1]!)
    // The organization tells of it a day later: until then only the app's own record knows.
    const timestamp = String(scenario.clock.now())
    scenario.host.emit({ eventType: 'avi:jira:commented:issue', timestamp, atlassianId: accountId })
    await scenario.runFor('10m')
    const fault = `store item-fails for ${accountId}`
    scenario.faults.add(fault)

    await startSweep(scenario)
    await scenario.runFor('1h')

    expect(scenario.faults.struck(fault)).toBeGreaterThan(0)
    expect(idle.map((person) => scenario.company.holdsSeat(person))).toEqual([false, true, false])
  })

  it('gives no seat of the reserve while it cannot tell what was given', async () => {
    // Jira shows a seat that was given a minute later: until then only the app's own record knows.
    const scenario = await startScenario({ seats: 20, guesses: { 'jira-seats-lag': '60s' } })
    addActiveHolders(scenario, 15)
    const [ada, ben] = [scenario.company.person('Ada'), scenario.company.person('Ben')]
    await scenario.runFor('12h')
    await askOnPortal(scenario, ada)
    await scenario.runFor('20s')
    scenario.faults.add('store guard: item-fails first 2')

    await askOnPortal(scenario, ben)
    await scenario.runFor('30m')

    expect(scenario.faults.struck('store guard: item-fails first 2')).toBeGreaterThan(0)
    expect([ada, ben].map((person) => scenario.company.holdsSeat(person))).toEqual([true, false])
    const { waiting } = (await scenario.complete(scenario.administrator.call('getOverview'))) as { waiting: unknown }
    expect(waiting).toEqual([expect.objectContaining({ message: 'Not enough licenses: 4' })])
  })

  it('serves everybody else who asks, and the one of whom it cannot read once it can', async () => {
    const scenario = await startScenario({ seats: 60 })
    addActiveHolders(scenario, 30)
    const asking = ['Ada', 'Ben', 'Cid'].map((name) => scenario.company.person(name))
    await scenario.runFor('12h')
    const { accountId } = scenario.company.accountOf(asking[1]!)

    for (const person of asking) await askOnPortal(scenario, person)
    const lift = scenario.faults.add(`store item-fails for ${accountId}`)
    await scenario.runFor('30m')
    expect(asking.map((person) => scenario.company.holdsSeat(person))).toEqual([true, false, true])
    lift()
    await scenario.runFor('10m')

    expect(asking.map((person) => scenario.company.holdsSeat(person))).toEqual([true, true, true])
  })
})

function askOnPortal(scenario: Scenario, person: Person): Promise<unknown> {
  const { accountId } = scenario.company.accountOf(person)
  return scenario.complete(scenario.host.invokeResolver('portal-page', 'request', {}, { accountId }))
}
