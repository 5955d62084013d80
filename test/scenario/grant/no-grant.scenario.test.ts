import { DAY_MS, addActiveHolders, lastRun, startScenario } from '../../support/scenario'

describe('what never asks for a seat', () => {
  it('is the making of 1,000 accounts, nor a sweep of 100, though Jira tells of each', async () => {
    const scenario = await startScenario({ seats: 3_000 })
    const { company, startsAt, administrator } = scenario
    addActiveHolders(scenario, 150)
    const dormant = Array.from({ length: 100 }, (_, index) =>
      company.person(`Dormant ${index}`, {
        seat: true,
        addedAt: startsAt - 500 * DAY_MS,
        lastActiveAt: startsAt - 300 * DAY_MS,
      }),
    )
    for (let index = 0; index < 1_000; index += 1) company.person(`New ${index}`)
    const events = { created: 0, updated: 0 }
    scenario.host.onEventDelivered(({ event }) => {
      if (event.eventType === 'avi:jira:created:user') events.created += 1
      if (event.eventType === 'avi:jira:updated:user') events.updated += 1
    })

    await scenario.runFor('54h')
    await scenario.complete(administrator.approveHeldPlans())
    await scenario.runFor('12h')

    expect(events.created).toBeGreaterThanOrEqual(1_000)
    expect(events.updated).toBeGreaterThanOrEqual(100)
    expect(dormant.filter((person) => company.holdsSeat(person))).toEqual([])
    expect(scenario.grants()).toBe(0)
    expect(await lastRun(scenario, 'grant')).toBeNull()
  })
})
