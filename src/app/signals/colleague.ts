import * as v from 'valibot'
import type { Account } from '../../core/people'
import type { Ports } from '../../ports'
import { readSeatRecord } from '../state/seat-records'
import { isLicenceLapsed } from '../read/licence'
import { readProductSeats } from '../read/products'
import { readSettings } from '../state/settings'
import { ask, requestKey } from './ask'
import { spendRequests } from './on-behalf'
import type { SignalSource } from './source'

/** Somebody who holds access asks on the service-desk portal. */
export const COLLEAGUE: SignalSource = { name: 'colleague', setting: 'colleague', byHand: 'other' }

/** What somebody with access is told who asks for a colleague. */
export type ColleagueAnswer =
  /** No account that holds access: not signed in, a customer of the portal, or simply without access. */
  | { readonly state: 'cannot-ask' }
  | { readonly state: 'off' }
  /** No active account of a person: an app, a customer, somebody who left. */
  | { readonly state: 'not-a-person' }
  /** The organization lists the account, and it is no member of this directory (yet). */
  | { readonly state: 'elsewhere' }
  | { readonly state: 'holds' }
  /** So many requests a day and no more. */
  | { readonly state: 'limit' }
  | { readonly state: 'asked' }

const UNIDENTIFIED = 'unidentified'
const schema = v.strictObject({ accountId: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(128)) })

/**
 * Somebody who holds the first product asks for it on behalf of a colleague. Who calls comes from Jira, for whom from the
 * page: both are checked here. One open request per person, however many ask.
 */
export async function requestForColleague(
  ports: Ports,
  callerId: string | null,
  input: unknown,
): Promise<ColleagueAnswer> {
  if (callerId === null || callerId === UNIDENTIFIED) return { state: 'cannot-ask' }
  const settings = await readSettings(ports.store)
  if (!settings.signals.colleague || isLicenceLapsed(ports)) return { state: 'off' }
  const parsed = v.safeParse(schema, input)
  if (!parsed.success) return { state: 'not-a-person' }
  const { accountId } = parsed.output
  const [product] = settings.products
  const seat = await readSeatRecord(ports.store, callerId)
  const accounts = await ports.accounts.lookUp([...new Set([callerId, accountId])])
  const { accessGroupIds } = await readProductSeats(ports, product)
  const holds = (account: Account | undefined): boolean =>
    isPerson(account) && account.groupIds.some((groupId) => accessGroupIds.includes(groupId))
  if (!isPerson(accounts.get(callerId)) || !(seat?.holds === true || holds(accounts.get(callerId))))
    return { state: 'cannot-ask' }
  if (!isPerson(accounts.get(accountId))) return { state: 'not-a-person' }
  if (accounts.get(accountId)?.isElsewhere === true) return { state: 'elsewhere' }
  if (holds(accounts.get(accountId))) return { state: 'holds' }
  const [known] = await ports.requests.getMany([requestKey(product.key, accountId)])
  if (known !== undefined && known.state !== 'refused') return { state: 'asked' }
  if ((await spendRequests(ports, callerId, 1)) === 0) return { state: 'limit' }
  await ask(ports, [accountId], [product.key], COLLEAGUE)
  return { state: 'asked' }
}

function isPerson(account: Account | undefined): account is Account {
  return account?.type === 'atlassian' && account.isActive
}
