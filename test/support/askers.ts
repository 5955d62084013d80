/** People who ask for a seat on the built bundle, and what became of them. */
import type { Person } from '../../sandbox/company/person'
import type { ServiceName } from '../../sandbox/service'
import type { Scenario } from './scenario'

/** People with an account and without a seat, named like "Ada0". */
export function addAskers(scenario: Scenario, name: string, count: number): Person[] {
  return Array.from({ length: count }, (_, index) => scenario.company.person(`${name}${index}`))
}

/** All of them press the button of the portal within a few seconds. */
export async function askOnPortal(scenario: Scenario, people: readonly Person[]): Promise<void> {
  const asked = people.map((person) => invokePortal(scenario, 'request', person))
  await scenario.complete(Promise.all(asked))
}

/** What the portal tells the person. */
export function portalStatus(scenario: Scenario, person: Person): Promise<unknown> {
  return scenario.complete(invokePortal(scenario, 'status', person))
}

function invokePortal(scenario: Scenario, method: 'request' | 'status', person: Person): Promise<unknown> {
  const { accountId } = scenario.company.accountOf(person)
  return scenario.host.invokeResolver('portal-page', method, {}, { accountId })
}

/** Since when the app knows that the person was granted the first product; null = it does not. */
export async function grantDateOf(scenario: Scenario, person: Person): Promise<string | null> {
  const { accountId } = scenario.company.accountOf(person)
  const { products } = (await scenario.complete(scenario.administrator.call('explainPerson', { accountId }))) as {
    products: { signals: { source: string; at: string | null }[] }[]
  }
  return products[0]!.signals.find(({ source }) => source === 'granted')?.at ?? null
}

export interface Calls {
  /** Requests of the drain to services outside Jira. */
  readonly requests: number
  readonly slices: number
  /** Membership writes. */
  readonly writes: number
}

/** Counts what the drain does from now on. @returns the counts so far */
export function countDrain(scenario: Scenario): () => Calls {
  let requests = 0
  let writes = 0
  const ids = new Set<number>()
  scenario.host.onRequest((service: ServiceName, { origin, method, url }) => {
    if (origin?.functionKey !== 'inbox-worker') return
    ids.add(origin.invocationId)
    if (service === 'jira') return
    requests += 1
    if (method === 'POST' && url.pathname.endsWith('/memberships')) writes += 1
  })
  return () => ({ requests, writes, slices: ids.size })
}
