import { KVS } from '../../../sandbox/forge/limits'
import { isRemoteWrite } from '../../../sandbox/meters/remote-writes'
import type { SettingsPatch } from '../../../sandbox/administrator/create-administrator'
import { keptBy } from '../../support/kept'
import { lastRun, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

/** The reference customer, and how many of its people the new scope leaves out. */
const PEOPLE = 42_000
const LEFT_OUT = 20_000
const HOLDERS_EVERY = 3
/** What one look at the page may bring. */
const ANSWER_MAX_BYTES = 100_000

/** Everybody has an account, and every third a seat. The first 20,000 are not among the staff. */
async function startLarge(): Promise<{ scenario: Scenario; staffId: string }> {
  const scenario = await startScenario({ isArmed: false, seats: null })
  const { company, tenant, administrator } = scenario
  const { id: staffId } = tenant.addGroup('Staff')
  for (let index = 0; index < PEOPLE; index += 1) {
    const { userId } = company.person(`Person ${index}`, { account: true, seat: index % HOLDERS_EVERY === 0 })
    if (index >= LEFT_OUT) tenant.setMember(staffId, userId, true)
  }
  await scenario.complete(
    administrator.setUp({ leavers: { 'out-of-scope': { account: 'disable', removeGroups: true } } }),
  )
  await scenario.runFor('3h')
  return { scenario, staffId }
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

describe('a change of scope that would disable 20,000 of 42,000 accounts', () => {
  it.each<[string, (staffId: string) => SettingsPatch]>([
    ['another required group', (staffId) => ({ requiredGroupIds: [staffId] })],
    ['a pattern', () => ({ scope: { exclude: [{ attribute: 'displayName', pattern: 'Person 1?\\d{1,4}' }] } })],
  ])('by %s waits for approval, and nothing is removed', async (_, change) => {
    const { scenario, staffId } = await startLarge()
    const { company, site, administrator, host } = scenario
    const [before, statuses] = [
      site.seatsUsed(company.productKey),
      [...site.accounts.values()].map((one) => one.status),
    ]
    const writes: string[] = []
    host.onRequest((service, request) => {
      if (isRemoteWrite(service, request)) writes.push(`${request.method} ${request.url.pathname}`)
    })

    await scenario.complete(administrator.saveSettings(change(staffId)))
    await scenario.complete(administrator.call('runNow', { job: 'provision' }))
    await scenario.runFor('1h')

    expect(await lastRun(scenario, 'provision')).toMatchObject({ outcome: 'held', counts: { deactivate: LEFT_OUT } })
    expect(writes).toEqual([])
    expect(site.seatsUsed(company.productKey)).toBe(before)
    expect([...site.accounts.values()].map((one) => one.status)).toEqual(statuses)
    const overview = (await scenario.complete(administrator.call('getOverview'))) as {
      heldPlans: { planId: string }[]
    }
    expect(overview.heldPlans).toMatchObject([{ job: 'leavers', removals: LEFT_OUT }])
    const { planId } = overview.heldPlans[0]!
    const look = (from: number) => scenario.complete(administrator.call('readPlanPart', { planId, from }))
    const parts = [await look(0), await look(LEFT_OUT - 1)]
    expect(parts).toMatchObject([
      { total: LEFT_OUT, next: expect.any(Number) },
      { total: LEFT_OUT, next: null },
    ])
    expect(Math.max(...[overview, ...parts].map(bytesOf))).toBeLessThanOrEqual(ANSWER_MAX_BYTES)
    const stored = Object.entries(keptBy({ host })).filter(([key]) => key.startsWith(`plan:${planId}`))
    expect(stored.length).toBeGreaterThan(1)
    expect(Math.max(...stored.map(([, value]) => bytesOf(value)))).toBeLessThanOrEqual(KVS.valueBytes)
    expect(scenario.violations()).toEqual([])
    expect(host.violations).toEqual([])
  })
})
