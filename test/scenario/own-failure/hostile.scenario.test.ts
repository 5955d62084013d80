/** Fifty accounts that call everything a stranger can call, while others ask for a seat. */
import { makeIssueEvent } from '../../../sandbox/company/product-events'
import { KVS } from '../../../sandbox/forge/limits'
import { createRandom } from '../../../sandbox/random'
import { addAskers, askOnPortal } from '../../support/askers'
import { addActiveHolders, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

const SECRET = 'a-secret-of-the-right-length'
const MINUTE_MS = 60_000
/** `OWN_FAILURE=all` plays the whole: 2,000 calls in a minute, and 10,000 in five. */
const STORMS = process.env['OWN_FAILURE'] === 'all' ? [[2_000, 1] as const, [10_000, 5] as const] : [[200, 1] as const]
jest.setTimeout(600_000)

/** Noon: customers of the portal, people out of scope and people with a seat, all of them hostile. */
async function atNoon() {
  const settings = { scope: { exclude: [{ attribute: 'displayName', pattern: 'Mal.*' }] } }
  const scenario = await startScenario({ seats: 2_000, settings })
  addActiveHolders(scenario, 10)
  const people = addAskers(scenario, 'Ada', 5)
  const mallory = Array.from({ length: 20 }, (_, index) => scenario.company.person(`Mal${index}`, { account: true }))
  const customers = Array.from({ length: 20 }, (_, index) =>
    scenario.site.addAccount({
      email: `vera.${index}@partner.example`,
      displayName: `Vera ${index}`,
      accountType: 'customer',
      by: 'admin',
    }),
  )
  await scenario.complete(scenario.administrator.call('saveSignalSecret', { kind: 'shared', secret: SECRET }))
  await scenario.runFor('12h')
  const holders = scenario.company.people.slice(0, 10)
  const accounts = [...mallory, ...holders].map((person) => scenario.company.accountOf(person))
  return { scenario, people, hostile: [...accounts, ...customers].map(({ accountId }) => accountId) }
}

/** Ways to call. */
const KINDS = 7

/** The n-th hostile call; each account tries everything. */
function attack({ host, site, clock }: Scenario, hostile: readonly string[], n: number): Promise<unknown> {
  const accountId = hostile[Math.floor(n / KINDS) % hostile.length]!
  const call = (page: string, method: string, payload = {}): Promise<unknown> =>
    host.invokeResolver(page, method, payload, { accountId }).catch(() => null)
  const trigger = (secret: string): Promise<unknown> => {
    const body = JSON.stringify({
      nonce: `nonce-${String(n).padStart(6, '0')}`,
      at: new Date(clock.now()).toISOString(),
      people: Array.from({ length: 20 }, (_, index) => ({ accountId: `712020:made-up-${n}-${index}` })),
    })
    const headers = { Authorization: [secret] }
    return host.invokeWebTrigger('signal-webtrigger', { method: 'POST', path: '/', headers, body })
  }
  switch (n % KINDS) {
    case 0:
      return call('portal-page', 'request')
    case 1:
      return call('portal-page', 'status')
    case 2:
      return call('portal-page', 'requestForColleague', { accountId: hostile[n % hostile.length] })
    case 3:
      return trigger('somebody-elses-secret-of-that-length')
    case 4:
      return trigger(SECRET)
    case 5:
      return call('admin-page', 'getOverview')
    default:
      host.emit(makeIssueEvent(site.accounts.get(accountId)!, clock.now(), createRandom(String(n))))
      return Promise.resolve()
  }
}

it.each(STORMS)('%i hostile calls within %i minutes keep nobody from a seat', async (calls, minutes) => {
  const { scenario, people, hostile } = await atNoon()
  const { counts } = scenario.host
  const pointsBefore = scenario.meters.read().jiraPoints
  const throttledBefore = counts.throttledCalls
  const perMinute: number[] = []
  let [reads, writes] = [counts.kvsReads, counts.kvsWrites]
  const answers: Promise<unknown>[] = []
  const startedAt = scenario.clock.now()

  for (let n = 0; n < calls; n += 1) {
    await scenario.advanceTo(Math.max(scenario.clock.now(), startedAt + Math.floor((n * minutes * MINUTE_MS) / calls)))
    answers.push(attack(scenario, hostile, n))
    if (n === Math.floor(calls / 4)) await askOnPortal(scenario, people)
    if ((n + 1) % (calls / minutes) !== 0) continue
    perMinute.push(counts.kvsReads - reads, counts.kvsWrites - writes)
    ;[reads, writes] = [counts.kvsReads, counts.kvsWrites]
  }
  await scenario.runFor('15s')

  expect(people.filter((person) => scenario.company.holdsSeat(person))).toHaveLength(people.length)
  await scenario.complete(Promise.all(answers))
  expect(Math.max(...perMinute)).toBeLessThan(KVS.unitsPerMinute)
  expect(counts.throttledCalls).toBe(throttledBefore)
  expect(JSON.stringify(scenario.host.inspectStorage())).not.toContain('made-up')
  await scenario.runFor(`${59 - minutes}m`)
  expect(scenario.meters.read().jiraPoints - pointsBefore).toBeLessThanOrEqual(650)
})
