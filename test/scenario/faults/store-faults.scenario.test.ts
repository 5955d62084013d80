import { addActiveHolders, lastRun, startScenario } from '../../support/scenario'

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
    await scenario.complete(scenario.host.invokeResolver('portal-page', 'request', {}, { accountId }))
    await scenario.runFor('1m')

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
