import { lastRun } from '../../support/scenario'
import { ask, startSweep, sweepSite } from '../../support/sweep-site'
import type { SweepSite } from '../../support/sweep-site'

const IDLE = 45

/** A sweep of three batches, none of which is over: somebody of the first one has lost access. */
async function beginSweep(): Promise<SweepSite> {
  const site = await sweepSite(900, IDLE)
  const { scenario } = site
  await startSweep(scenario)
  while (scenario.removals() < 2) await scenario.advanceTo(scenario.clock.now() + 100)
  expect(scenario.removals()).toBeLessThan(20)
  return site
}

describe('a sweep that is under way', () => {
  it('stops before its next batch when it is disarmed', async () => {
    const { scenario, idle } = await beginSweep()

    await ask(scenario, 'setArmed', { job: 'sweep', armed: false })
    await scenario.settle()

    expect(scenario.removals()).toBe(20)
    expect(idle.filter((person) => !scenario.company.holdsSeat(person))).toHaveLength(20)
    expect(await lastRun(scenario, 'sweep')).toMatchObject({
      ...{ outcome: 'refused', because: expect.stringMatching(/no longer armed/) },
      counts: { revoked: 20 },
    })
  })

  it('leaves who is exempted meanwhile their access', async () => {
    const { scenario, idle } = await beginSweep()
    const late = idle.at(-1)!
    const { accountId } = scenario.identities.accountOf(late.userId)!

    const { settings } = (await scenario.complete(scenario.administrator.call('getOverview'))) as {
      settings: { version: number }
    }
    const exemption = { accountId, owner: 'Ada', reason: 'On leave', until: null, version: settings.version }
    await ask(scenario, 'exemptPerson', exemption)
    await scenario.settle()

    expect(idle.filter((person) => scenario.company.holdsSeat(person))).toEqual([late])
    expect(await lastRun(scenario, 'sweep')).toMatchObject({
      ...{ outcome: 'done', counts: { revoked: IDLE - 1, skipped: 1 } },
    })
  })
})
