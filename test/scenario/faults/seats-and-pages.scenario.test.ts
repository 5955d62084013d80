import { addActiveHolders, lastRun, startScenario } from '../../support/scenario'
import { expectRulesKept } from './working-day'

describe('another administrator', () => {
  it('who takes a seat after each read of the app costs at most one lost race a grant, and nothing is hidden', async () => {
    const scenario = await startScenario({ seats: 30 })
    addActiveHolders(scenario, 18)
    const askers = Array.from({ length: 8 }, (_, index) => scenario.company.person(`Asker ${index}`))
    await scenario.runFor('12h')

    scenario.faults.add('admin takes 1 seat after each read')
    for (const asker of askers) scenario.company.signIn(asker)
    await scenario.runFor('1h')

    const { grants, grantsBelowReserve, lostRaces } = scenario.report.read()
    expect(scenario.faults.struck('admin takes 1 seat after each read')).toBeGreaterThan(0)
    expect(grantsBelowReserve).toBe(lostRaces)
    expect(lostRaces).toBeLessThanOrEqual(grants)
    const overview = (await scenario.complete(scenario.administrator.call('getOverview'))) as { waiting: unknown[] }
    expect(overview.waiting.length + askers.filter(scenario.company.holdsSeat).length).toBe(8)
  })

  it('who takes all seats but four leaves none to give', async () => {
    const scenario = await startScenario({ seats: 30 })
    addActiveHolders(scenario, 18)
    const ada = scenario.company.person('Ada')
    await scenario.runFor('12h')

    scenario.faults.add('admin takes 8 seats')
    await scenario.runFor('1m')
    scenario.company.signIn(ada)
    await scenario.runFor('1h')

    expect(scenario.company.holdsSeat(ada)).toBe(false)
    expectRulesKept(scenario)
  })
})

describe('a membership whose answer is lost', () => {
  it.each([
    ['organization POST /memberships cut-after every 2'],
    ['organization POST /memberships html-after first 1', 'organization stale 10m'],
  ])('"%s": its seat counts until a read shows it', async (...lines) => {
    const scenario = await startScenario({ seats: 24 })
    const { company, administrator } = scenario
    addActiveHolders(scenario, 18)
    const askers = Array.from({ length: 5 }, (_, index) => company.person(`Asker ${index}`))
    await scenario.runFor('12h')

    for (const line of ['jira /applicationrole stale 10m', ...lines]) scenario.faults.add(line)
    for (const asker of askers) {
      const { accountId } = company.accountOf(asker)
      await scenario.complete(administrator.call('grantNow', { accountId, productKey: company.productKey }))
      await scenario.runFor('2m')
    }

    const { grants, grantsBelowReserve } = scenario.report.read()
    expect({ grants, grantsBelowReserve }).toEqual({ grants: 2, grantsBelowReserve: 0 })
  })
})

describe('pages of holders that come again', () => {
  it.each(['organization repeated-cursor', 'organization cycling-cursor'])(
    '"%s": no removal on a read that never ends',
    async (line) => {
      const scenario = await startScenario({ seats: 400, startsAt: Date.parse('2026-01-06T00:00:00Z') })
      const day = 86_400_000
      for (let index = 0; index < 250; index += 1) {
        scenario.company.person(`Holder ${index}`, {
          seat: true,
          addedAt: scenario.startsAt - 900 * day,
          lastActiveAt: scenario.startsAt - (index < 5 ? 300 : 1) * day,
        })
      }
      await scenario.runFor('3h')

      scenario.faults.add(line)
      await scenario.runFor('2h')

      expect(scenario.faults.struck(line)).toBeGreaterThan(0)
      expect(scenario.removals()).toBe(0)
      expect(scenario.site.seatsUsed(scenario.company.productKey)).toBe(250)
      expect((await lastRun(scenario, 'sweep')).outcome).toMatch(/failed|refused/)
    },
  )
})
