import { renderRefusal } from '../../core/grant'
import type { Settings } from '../../core/settings'
import type { AccessRequest, Ports } from '../../ports'
import { ask, requestKey } from './ask'
import type { ColleagueAnswer } from './colleague'
import { linkKeyOf } from '../state/link-store'
import { readSeatRecord } from '../state/seat-records'
import { isLicenceLapsed } from '../read/licence'
import { readSettings } from '../state/settings'
import type { SignalSource } from './source'
import { admit, enter, isCaller } from './strangers'
import { spend } from '../state/allowances'

/** The person asks on the service-desk portal. */
export const PORTAL: SignalSource = { name: 'portal', setting: 'portal', byHand: 'own' }

/** What a person is told about the own seat. */
export type PortalAnswer =
  /** No account that could ever hold a seat: not signed in, or a customer account of the portal. */
  | { readonly state: 'cannot-ask' }
  /** Asking on the portal is switched off. */
  | { readonly state: 'off' }
  /** So often within so short a time that nothing is looked at. */
  | { readonly state: 'too-often' }
  | { readonly state: 'none' }
  | { readonly state: 'asked'; readonly askedAt: string }
  /** It could not be done, for another reason than seats, and is tried again. */
  | { readonly state: 'delayed'; readonly askedAt: string; readonly because: string }
  /** On the waiting list, with the text that the administrator chose. */
  | { readonly state: 'waiting'; readonly askedAt: string; readonly message: string }
  | { readonly state: 'refused'; readonly because: string }
  /** Who has access may ask for a colleague, unless that is switched off. */
  | { readonly state: 'granted'; readonly isColleagueOff?: true }

/**
 * What the page may ask. `status` and `request` take nothing from the page: both act on the caller, and on nobody else.
 * `requestForColleague` names somebody else, and is only for those who hold access themselves.
 */
export type PortalDefinitions = {
  status: () => PortalAnswer
  request: () => PortalAnswer
  requestForColleague: (question: { accountId: string }) => ColleagueAnswer
}

/** How the caller stands. Costs no remote call. */
export async function readPortalStatus(ports: Ports, accountId: string | null): Promise<PortalAnswer> {
  if (!isCaller(accountId)) return { state: 'cannot-ask' }
  const entered = await enter(ports, accountId)
  return entered === null ? { state: 'too-often' } : readStatus(entered, accountId)
}

async function readStatus(ports: Ports, accountId: string): Promise<PortalAnswer> {
  const settings = await readSettings(ports.store)
  if (isLicenceLapsed(ports)) return { state: 'off' }
  if (settings.signals.portal) return describe(ports, settings, accountId)
  // Who has access can still ask for others.
  const isHolder = settings.signals.colleague && (await holdsAccess(ports, accountId))
  return isHolder ? { state: 'granted' } : { state: 'off' }
}

/**
 * The caller asks for a seat of the first product, and for nobody else. Asking twice is asking once. Who has a link is a
 * person of the company; anybody else is looked up first, as often as the caller and the site may.
 */
export async function requestOnPortal(ports: Ports, accountId: string | null): Promise<PortalAnswer> {
  if (!isCaller(accountId)) return { state: 'cannot-ask' }
  const entered = await enter(ports, accountId, [linkKeyOf(accountId)])
  if (entered === null) return { state: 'too-often' }
  const before = await readStatus(entered, accountId)
  const settings = await readSettings(entered.store)
  if (!settings.signals.portal) return before
  if (before.state !== 'none' && before.state !== 'refused' && before.state !== 'granted') return before
  if ((await spend(entered, accountId, 'asking')) === 0) return { state: 'too-often' }
  const { known, strangers } = await admit(entered, [accountId])
  if (known.length + strangers.length === 0) return { state: 'too-often' }
  // Customers of the portal have accounts of their own, which the organization does not know.
  const isPerson = async (id: string): Promise<boolean> =>
    (await ports.accounts.lookUp([id])).get(id)?.type === 'atlassian'
  if (strangers.length > 0 && !(await isPerson(accountId))) return { state: 'cannot-ask' }
  await ask(ports, [accountId], [settings.products[0].key], PORTAL)
  return { state: 'asked', askedAt: ports.clock.now().toISOString() }
}

async function describe(ports: Ports, settings: Settings, accountId: string): Promise<PortalAnswer> {
  const [request] = await ports.requests.getMany([requestKey(settings.products[0].key, accountId)])
  if (request !== undefined) return describeRequest(request, settings)
  if (!(await holdsAccess(ports, accountId))) return { state: 'none' }
  return settings.signals.colleague ? { state: 'granted' } : { state: 'granted', isColleagueOff: true }
}

async function holdsAccess({ store }: Pick<Ports, 'store'>, accountId: string): Promise<boolean> {
  return (await readSeatRecord(store, accountId))?.holds === true
}

function describeRequest({ state, askedAt, refusal }: AccessRequest, settings: Settings): PortalAnswer {
  if (state === 'open')
    return refusal === undefined ? { state: 'asked', askedAt } : { state: 'delayed', askedAt, because: refusal.because }
  if (state === 'refused') return { state: 'refused', because: refusal?.because ?? 'not-in-scope' }
  return { state: 'waiting', askedAt, message: renderRefusal(settings.refusalMessage, refusal?.free ?? 0) }
}
