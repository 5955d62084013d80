import * as v from 'valibot'
import { isAccountId } from '../../core/id-forms'
import type { Account } from '../../core/people'
import type { Ports } from '../../ports'
import { spend } from '../state/allowances'
import { readSeatRecord } from '../state/seat-records'
import { isLicenceLapsed } from '../read/licence'
import { readSettings } from '../state/settings'
import { ask, requestKey } from './ask'
import type { SignalSource } from './source'
import { enter, isCaller } from './strangers'

/** Somebody who holds access asks on the service-desk portal. */
export const COLLEAGUE: SignalSource = { name: 'colleague', setting: 'colleague', byHand: 'other' }

/** What somebody with access is told who asks for a colleague. */
export type ColleagueAnswer =
  /** No account that is known to hold access: not signed in, a customer of the portal, or simply without access. */
  | { readonly state: 'cannot-ask' }
  | { readonly state: 'off' }
  /** No active account of a person: an app, a customer, somebody who left. */
  | { readonly state: 'not-a-person' }
  /** The organization lists the account, and it is no member of this directory (yet). */
  | { readonly state: 'elsewhere' }
  | { readonly state: 'holds' }
  /** So many requests a day and no more. */
  | { readonly state: 'limit' }
  /** So often within so short a time that nothing is looked at. */
  | { readonly state: 'too-often' }
  | { readonly state: 'asked' }

const schema = v.strictObject({ accountId: v.pipe(v.string(), v.trim(), v.check(isAccountId)) })

/**
 * Somebody who is known to hold access asks for the first product on behalf of a colleague. Who calls comes from Jira, for
 * whom from the page: both are checked here, first by our own records. One open request per person, however many ask.
 */
export async function requestForColleague(
  ports: Ports,
  callerId: string | null,
  input: unknown,
): Promise<ColleagueAnswer> {
  if (!isCaller(callerId)) return { state: 'cannot-ask' }
  const entered = await enter(ports, callerId)
  if (entered === null) return { state: 'too-often' }
  const settings = await readSettings(entered.store)
  if (!settings.signals.colleague || isLicenceLapsed(ports)) return { state: 'off' }
  const parsed = v.safeParse(schema, input)
  if (!parsed.success) return { state: 'not-a-person' }
  const { accountId } = parsed.output
  if ((await readSeatRecord(entered.store, callerId))?.holds !== true) return { state: 'cannot-ask' }
  const [product] = settings.products
  const [known] = await ports.requests.getMany([requestKey(product.key, accountId)])
  if (known !== undefined && known.state !== 'refused') return { state: 'asked' }
  if ((await readSeatRecord(ports.store, accountId))?.holds === true) return { state: 'holds' }
  if ((await spend(entered, callerId, 'asking')) === 0) return { state: 'too-often' }
  const accounts = await ports.accounts.lookUp([...new Set([callerId, accountId])])
  if (!isPerson(accounts.get(callerId))) return { state: 'cannot-ask' }
  if (!isPerson(accounts.get(accountId))) return { state: 'not-a-person' }
  if (accounts.get(accountId)?.isElsewhere === true) return { state: 'elsewhere' }
  if ((await spend(entered, callerId, 'others')) === 0) return { state: 'limit' }
  await ask(ports, [accountId], [product.key], COLLEAGUE)
  return { state: 'asked' }
}

function isPerson(account: Account | undefined): boolean {
  return account?.type === 'atlassian' && account.isActive
}
