import { groupBy } from '../../core/group-by'
import { isAccountId } from '../../core/id-forms'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { allowanceOf, isRefused, sitePartOf, spend } from '../state/allowances'
import { readPeopleOfAccounts } from '../state/link-store'
import { readAhead } from '../state/record'
import { seatKeyOf } from '../state/seat-records'
import { SETTINGS_KEYS } from '../state/settings'
import { ask, productsOfSignals } from './ask'
import type { ActedAt } from './ask'
import type { SignalSource } from './source'

/** How the page's host names somebody without an account. */
const UNIDENTIFIED = 'unidentified'

export function isCaller(accountId: string | null): accountId is string {
  return accountId !== null && accountId !== UNIDENTIFIED && isAccountId(accountId)
}

/**
 * One call of the portal counts on what the caller may do in a minute.
 * @returns the ports to go on with, where the settings and the caller's record of access are read already; null: too often
 */
export async function enter(ports: Ports, callerId: string): Promise<Ports | null> {
  if (isRefused(ports, callerId, 'calls')) return null
  const keys = [...SETTINGS_KEYS, seatKeyOf(callerId), allowanceOf(callerId)]
  const ahead = { ...ports, store: await readAhead(ports.store, keys) }
  return (await spend(ahead, callerId, 'calls')) === 0 ? null : ahead
}

/** Accounts that may be asked for now. */
export interface Admitted {
  /** Our own record says whose they are. */
  readonly known: readonly string[]
  /** It does not, and the site's allowance has room for them. */
  readonly strangers: readonly string[]
}

/**
 * The own record comes before any call to another service; whom it does not know counts on what the site may spend an hour.
 * @param onPart the part on which all of them count, where one call names them together
 */
export async function admit(
  ports: Pick<Ports, 'store' | 'clock' | 'memory'>,
  accountIds: readonly string[],
  onPart: string | null = null,
): Promise<Admitted> {
  if (accountIds.length === 0) return { known: [], strangers: [] }
  const people = await readPeopleOfAccounts(ports.store, accountIds)
  const unknown = accountIds.filter((id) => !people.has(id))
  const byPart = groupBy(unknown, (id) => onPart ?? sitePartOf(id))
  const strangers: string[] = []
  for (const [part, some] of byPart)
    strangers.push(...some.slice(0, await spend(ports, part, 'strangers', some.length)))
  return { known: accountIds.filter((id) => people.has(id)), strangers }
}

/** Asks for the products of signals on behalf of those who may be asked for now. @param onPart as of `admit` */
export async function askForAdmitted(
  ports: Pick<Ports, 'requests' | 'store' | 'inbox' | 'clock' | 'memory'>,
  settings: Settings,
  source: SignalSource,
  accountIds: readonly string[],
  actedAt?: ActedAt,
  onPart?: string,
): Promise<void> {
  const { known, strangers } = await admit(ports, accountIds, onPart)
  await ask(ports, [...known, ...strangers], productsOfSignals(settings), source, { actedAt, strangers })
}
