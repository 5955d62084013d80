import type { Person } from '../../../sandbox/company/person'
import { addOtherOrg } from '../../support/other-org'
import { ask } from '../../support/sweep-site'
import { addActiveHolders, lastRun, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

/** Milliseconds of the run that have passed when the other directory is connected. */
const MOMENTS = Array.from({ length: 100 }, (_, index) => 80 * index).filter(
  (_, index) => process.env['EXCHANGE'] === 'all' || index % 50 === 13,
)

interface Company {
  readonly scenario: Scenario
  readonly people: readonly Person[]
  /** Connects the app to the other org, in which everybody has an object of another id. */
  readonly exchange: () => Promise<unknown>
  /** By account id. */
  readonly others: ReadonlyMap<string, string /* object id in the other org */>
  readonly other: ReturnType<typeof addOtherOrg>['tenant']
}

/** A linked company in Okta that moves to another org; two people are new there, and were waiting for an account before. */
async function startCompany(): Promise<Company> {
  const scenario = await startScenario({ directory: 'okta', seats: null })
  const { site, company, tenant } = scenario
  addActiveHolders(scenario, 12)
  await scenario.runFor('3h')
  const people = [...company.people]
  const { tenant: other, connection } = addOtherOrg(scenario)
  const others = new Map<string, string>()
  for (const person of people) {
    const { mail, displayName } = tenant.users.get(person.userId)!
    const { id } = other.addUser({
      ...{ mail, displayName, userPrincipalName: mail!, givenName: 'Ada', surname: 'Holder' },
    })
    others.set(company.accountOf(person).accountId, id)
  }
  const exchange = () =>
    scenario.administrator.call('saveConnection', {
      ...{ part: 'directory', ...connection, organizationKey: site.orgApiKey },
    })
  return { scenario, people, exchange, others, other }
}

const state = ({ scenario: { site, company } }: Company) =>
  [...site.accounts.values()]
    .filter(({ email }) => email.includes('holder'))
    .map(({ accountId, status }) => [accountId, status, site.holdsSeat(accountId, company.productKey)])

describe('another directory that is connected while a run goes on', () => {
  it.each(MOMENTS)('takes nothing from anybody, and is linked by its ids: after %i ms', async (passedMs) => {
    const started = await startCompany()
    const { scenario, exchange, others, other } = started
    const { company } = scenario
    const before = state(started)
    // Work for the run under way, so that it plans and writes.
    company.person('Newcomer of before')
    await ask(scenario, 'runNow', { job: 'provision' })
    await scenario.advanceTo(scenario.clock.now() + passedMs)
    await scenario.complete(exchange())
    await scenario.runFor('24h')

    expect(state(started)).toEqual(before)
    expect(scenario.removals()).toBe(0)
    expect((await lastRun(scenario, 'provision')).counts).toMatchObject({ inDoubt: 12, foreignRecords: 12 })
    // What the alert advises.
    for (const [accountId, objectId] of others)
      scenario.site.updateAccount(accountId, { externalId: objectId }, 'admin')
    await scenario.runFor('24h')
    expect((await lastRun(scenario, 'provision')).counts).toMatchObject({ people: 12, matched: 12 })
    // Who leaves the earlier org is nobody's business any more; who leaves the other one is out.
    for (const { userId } of started.people.slice(0, 3)) scenario.tenant.deleteUser(userId)
    const [leaver, objectId] = [...others].at(-1)!
    other.updateUser(objectId, { accountEnabled: false })
    await scenario.runFor('2h')
    expect(state(started).filter(([, status]) => status !== 'active')).toEqual([[leaver, expect.anything(), false]])
  })
})
