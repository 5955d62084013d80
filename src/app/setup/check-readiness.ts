import { AppError, messageOf } from '../../core/errors'
import { judgeExpiry } from '../../core/expiry'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../core/time'
import type { Settings } from '../../core/settings'
import type { KeyFinding, Ports } from '../../ports'
import { withoutAnswer } from '../signals/ask'
import { readLastTick } from '../state/marks'
import { readWholeIndex } from '../state/people-index'
import { readSettings } from '../state/settings'
import { findUnheard, isSomeWayOn } from './asking'
import { checkAccessGroups } from './check-access-groups'
import { line } from './readiness-line'
import type { ReadinessLine } from './readiness-line'
import { readParts } from './parts'
import type { Parts } from './parts'
import { CONFIRMATIONS, CONNECTION_PARTS, readSetupRecord } from '../state/setup-record'
import type { SetupRecord } from '../state/setup-record'

export interface Readiness {
  readonly checkedAt: string
  readonly lines: readonly ReadinessLine[]
}

/** Each group of checks has so long; together they run at once, so that the page has its answer within 20 s. */
const DEADLINE_MS = 15 * SECOND_MS
/** A tick is noted once an hour, and comes every five minutes. */
const TICK_MAX_AGE_MS = HOUR_MS + 10 * MINUTE_MS

/** Looks at everything that the jobs will need, as it is now. Writes nothing. */
export async function checkReadiness(ports: Ports): Promise<Readiness> {
  const { store, clock } = ports
  const [settings, parts, record] = await Promise.all([
    readSettings(store),
    readParts(ports.secrets),
    readSetupRecord(store),
  ])
  const now = clock.now()
  const groups = await Promise.all([
    inTime(ports, 'directory', () => checkDirectory(ports, parts, settings.signals.signIn)),
    inTime(ports, 'required-groups', () => checkRequiredGroups(ports, parts, settings.requiredGroupIds)),
    inTime(ports, 'organization', () => checkOrganization(ports, parts)),
    inTime(ports, 'scim', () => checkScim(ports, parts)),
    checkExpiries(parts, record, now),
    tellWhoSet(parts, record),
    inTime(ports, 'seats', () => checkAccessGroups(ports, settings, parts)),
    inTime(ports, 'tick', () => checkTick(ports)),
    inTime(ports, 'asking', () => checkAsking(ports, settings)),
    checkConfirmations(record),
  ])
  return { checkedAt: now.toISOString(), lines: groups.flat() }
}

/** A service that does not answer costs its own lines only. Bugs still surface. */
async function inTime(
  { clock }: Ports,
  check: ReadinessLine['check'],
  look: () => Promise<readonly ReadinessLine[]>,
): Promise<readonly ReadinessLine[]> {
  const late = clock.sleep(DEADLINE_MS).then(() => [line(check, 'bad', 'no-answer', { detail: '' })])
  try {
    return await Promise.race([look(), late])
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return [line(check, 'bad', 'unreadable', { detail: messageOf(error) })]
  }
}

async function checkDirectory(
  { directories }: Ports,
  { directory }: Parts,
  needsSignIns: boolean,
): Promise<readonly ReadinessLine[]> {
  if (directory === undefined) return [line('directory', 'bad', 'not-connected')]
  const findings = await directories.probe(directory)
  return findings.map(({ kind, what, outcome, detail = '', isOptional }) => {
    // The explanation of a person shows it, too; that is nothing to correct.
    const isMissed = outcome !== 'ok' && (isOptional !== true || needsSignIns)
    const told = isMissed || outcome === 'ok' ? outcome : 'optional'
    return line('directory', isMissed ? levelOf(outcome) : 'good', told, { kind, what, detail })
  })
}

function toLine(check: ReadinessLine['check'], { outcome, detail }: KeyFinding): ReadinessLine {
  return line(check, levelOf(outcome), outcome, detail === undefined ? {} : { detail })
}

/** A service that was asked too often just now is nothing to correct. */
function levelOf(outcome: string): ReadinessLine['level'] {
  if (outcome === 'ok') return 'good'
  return outcome === 'throttled' ? 'warning' : 'bad'
}

async function checkRequiredGroups(
  { directory }: Ports,
  parts: Parts,
  groupIds: readonly string[],
): Promise<readonly ReadinessLine[]> {
  if (groupIds.length === 0 || parts.directory === undefined) return []
  const names = await directory.readGroupNames(groupIds)
  const missing = groupIds.filter((id) => !names.has(id))
  if (missing.length === 0) return [line('required-groups', 'good', 'ok', { count: groupIds.length })]
  return missing.map((id) => line('required-groups', 'bad', 'not-found', { group: id }))
}

async function checkOrganization({ probes }: Ports, { organization, scim }: Parts): Promise<readonly ReadinessLine[]> {
  if (organization === undefined) return [line('organization', 'bad', 'not-connected')]
  const findings = await probes.organization(organization, scim?.directoryId ?? null)
  return findings.map((finding) => toLine('organization', finding))
}

async function checkScim({ probes }: Ports, { scim }: Parts): Promise<readonly ReadinessLine[]> {
  if (scim === undefined) return []
  return (await probes.scim(scim)).map((finding) => toLine('scim', finding))
}

function checkExpiries(parts: Parts, { parts: records }: SetupRecord, now: Date): readonly ReadinessLine[] {
  return CONNECTION_PARTS.flatMap((part) => {
    if (parts[part] === undefined) return []
    const check = `${part}-expiry` as const
    const record = records[part]
    const day = part === 'organization' ? (parts.organization?.apiKeyExpires ?? null) : (record?.expires ?? null)
    if (day === null) return [line(check, 'warning', 'no-date')]
    const { level, daysLeft } = judgeExpiry(day, record?.savedAt ?? null, now)
    const outcome = daysLeft < 0 ? 'ended' : level === 'good' ? 'good-until' : 'ends'
    return [line(check, level, outcome, { day, daysLeft })]
  })
}

/** Who entered each connection, and when: somebody else's change is seen here. */
function tellWhoSet(parts: Parts, { parts: records }: SetupRecord): readonly ReadinessLine[] {
  return CONNECTION_PARTS.flatMap((part) => {
    const { savedAt: at, savedBy: by } = records[part] ?? {}
    return parts[part] === undefined || at === undefined || by === undefined
      ? []
      : [line(`${part}-set`, 'good', 'set', { by, at })]
  })
}

async function checkTick({ store, clock }: Ports): Promise<readonly ReadinessLine[]> {
  const last = await readLastTick(store)
  if (last === null) return [line('tick', 'warning', 'not-seen')]
  const isFresh = clock.now().getTime() - Date.parse(last) <= TICK_MAX_AGE_MS
  return [line('tick', isFresh ? 'good' : 'bad', 'seen', { at: last })]
}

/**
 * Where no way of asking is on nobody gets a seat, and where sign-ins are not heard, few do. Whether they are heard is not
 * always known: that is told, and never taken for a yes.
 */
async function checkAsking(ports: Ports, settings: Settings): Promise<readonly ReadinessLine[]> {
  if (!(await isSomeWayOn(ports, settings))) return [line('asking', 'bad', 'no-way')]
  const listed = (await readWholeIndex(ports.store, 'missed')).flatMap(({ accountId }) => accountId ?? [])
  const [missed, signedIn] = await Promise.all([withoutAnswer(ports, settings, listed), lookAtLog(ports, settings)])
  const { accountIds = [], unknown = [] } = signedIn
  const count = new Set([...missed, ...accountIds]).size
  const lines = [...(count === 0 ? [] : [line('asking', 'warning', 'unheard', { count })]), ...unknown]
  return lines.length === 0 ? [line('asking', 'good', 'ok')] : lines
}

/** @returns who signed in and was not heard, or the line that says why that is not known */
async function lookAtLog(
  ports: Ports,
  settings: Settings,
): Promise<{ readonly accountIds?: readonly string[]; readonly unknown?: readonly ReadinessLine[] }> {
  try {
    const unheard = await findUnheard(ports, settings)
    return typeof unheard === 'string' ? { unknown: [line('asking', 'warning', unheard)] } : { accountIds: unheard }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { unknown: [line('asking', 'warning', 'no-log', { detail: messageOf(error) })] }
  }
}

/** What no API tells, an administrator has looked at. */
function checkConfirmations({ confirmations }: SetupRecord): readonly ReadinessLine[] {
  return CONFIRMATIONS.map((name) => {
    const given = confirmations[name]
    return given === undefined
      ? line(name, 'warning', 'not-confirmed')
      : line(name, 'good', 'confirmed', { by: given.by, at: given.at })
  })
}
