import { AppError, messageOf } from '../../core/errors'
import type { Settings } from '../../core/settings'
import type { SignalSettings } from '../../core/settings/signals'
import { DAY_MS, MINUTE_MS } from '../../core/time'
import type { Application, Ports } from '../../ports'
import { withoutAnswer } from '../signals/ask'
import { findAppIds } from '../signals/sign-in-log'
import { readLastGood } from '../state/last-good'
import { readLinks } from '../state/link-store'
import { readSeatRecords } from '../state/seat-records'
import { readSettings } from '../state/settings'
import { signalSecretRecord } from '../state/signal-secret-record'

/** What Set-up's step "How do people ask?" is told. */
export interface Asking {
  /** Of the settings, to save on. */
  readonly version: number
  /** Some way is on that people without a seat can take. */
  readonly isOn: boolean
  /** What is chosen, and before anything is, what the step proposes. */
  readonly offered: SignalSettings
  readonly log: ShownLog | { readonly because: string }
}

export interface ShownLog {
  /** Applications of the newest sign-ins. */
  readonly applications: readonly Application[]
  /** People without a seat who signed in within the last seven days; null: before the first full run nobody knows. */
  readonly withoutSeat: number | null
  /** The log is longer than it can be read here: only its newest part is counted. */
  readonly isCut: boolean
}

const LOOKED_BACK_MS = 7 * DAY_MS
/** By then a sign-in has led to a request where anything leads to one: the log is up to 15 minutes late. */
const HEARD_WITHIN_MS = 30 * MINUTE_MS
/** Nothing comes of these before an administrator has chosen more: a secret, an application. */
const PROPOSED = { portal: true, productEvents: true, colleague: true, webTrigger: true } as const

/** Writes nothing. */
export async function describeAsking(ports: Ports): Promise<Asking> {
  const settings = await readSettings(ports.store)
  const { signals, version } = settings
  const [isOn, log] = await Promise.all([isSomeWayOn(ports, settings), showLog(ports, settings)])
  if (isOn) return { version, isOn, offered: signals, log }
  const signInAppIds = 'because' in log ? signals.signInAppIds : findAppIds(signals, log.applications)
  const offered = { ...signals, ...PROPOSED, signInAppIds, signIn: !('because' in log) && signInAppIds.length > 0 }
  return { version, isOn, offered, log }
}

/** A mention, or a colleague, is somebody else's act; and most people without a seat cannot act in Jira. */
export async function isSomeWayOn({ store }: Pick<Ports, 'store'>, { signals }: Settings): Promise<boolean> {
  const { portal, signIn, auditEvents, webTrigger } = signals
  return portal || signIn || auditEvents || (webTrigger && (await signalSecretRecord.read(store)) !== null)
}

async function showLog(ports: Ports, settings: Settings): Promise<Asking['log']> {
  try {
    const { applications, accountIds, isCut } = await readWithoutSeat(ports, settings)
    return { applications, withoutSeat: accountIds === null ? null : accountIds.length, isCut }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { because: messageOf(error) }
  }
}

/**
 * Accounts without a seat whose people signed in within the last seven days and have asked for nothing by that.
 * @returns why that is not known: no full run has told who holds a seat, or no application of the log is chosen or looks
 * like one of Atlassian's
 * @throws AppError when the log cannot be read
 */
export async function findUnheard(
  ports: Ports,
  settings: Settings,
): Promise<readonly string[] | 'no-run' | 'no-application'> {
  const { appIds, accountIds } = await readWithoutSeat(ports, settings)
  if (accountIds === null) return 'no-run'
  return appIds.length === 0 ? 'no-application' : withoutAnswer(ports, settings, accountIds)
}

interface WithoutSeat {
  /** Whose sign-ins are counted. */
  readonly appIds: readonly string[]
  readonly applications: readonly Application[]
  readonly isCut: boolean
  /** null: nobody knows yet who has a seat. */
  readonly accountIds: readonly string[] | null
}

async function readWithoutSeat(ports: Ports, { signals }: Settings): Promise<WithoutSeat> {
  const { directory, store, clock } = ports
  const now = clock.now().getTime()
  const since = new Date(now - LOOKED_BACK_MS)
  const applications = await directory.readApplications(since)
  const appIds = findAppIds(signals, applications)
  const span = { since: since.toISOString(), until: clock.now().toISOString() }
  const { rows, unread } = appIds.length === 0 ? { rows: [], unread: null } : await directory.readSignIns(span, appIds)
  const log = { appIds, applications, isCut: unread !== null }
  if ((await readLastGood(store)).readAt === undefined) return { ...log, accountIds: null }
  const heard = rows.filter(({ at }) => now - Date.parse(at) >= HEARD_WITHIN_MS)
  const links = [...(await readLinks(store, [...new Set(heard.map(({ objectId }) => objectId))])).values()]
  const people = links.filter(({ left }) => left !== 'disabled')
  const seats = await readSeatRecords({ store }, people)
  return { ...log, accountIds: people.map(({ accountId }) => accountId).filter((id) => seats.get(id)?.holds !== true) }
}
