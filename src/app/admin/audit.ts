import { codeOf } from '../../core/errors'
import { compareSettings } from '../../core/settings/compare-settings'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { keys } from '../state/keys'
import { journalTtlSeconds } from '../state/journal'
import { readSettings } from '../state/settings'
import type { AuditKind } from '../state/audit-kinds'
import type { AuditEntry } from '../state/audit-entry'

/** An entry stays some KB at most. */
const SETTINGS_LISTED = 50
/** Who changes something at the same instant takes the next number; so many at once is no administrator's doing. */
const NUMBERS_TRIED = 50

/** Fields of a question, or of its answer, that may be kept: ids, names of jobs, and yes or no. */
const KEPT = [
  ...['job', 'armed', 'planId', 'undoId', 'runId', 'accountId', 'productKey', 'before', 'kind', 'until'],
  ...['orgId', 'directoryId', 'scimDirectoryId', 'apiKeyExpires'],
  ...['part', 'confirmation', 'isConfirmed'],
]
/** Lists of which only the length is kept. */
const COUNTED = ['accountIds', 'groupIds']
/** Ids and instants. An address has an @, a name has blanks: neither passes. */
const PLAIN = /^[\w:./-]{1,300}$/

/** Makes one change and writes its line. */
export async function audited<T>(
  ports: Ports,
  kind: AuditKind,
  question: unknown,
  by: string,
  change: () => Promise<T>,
): Promise<T> {
  const before = await readSettings(ports.store)
  const ttlSeconds = journalTtlSeconds(before)
  const begun: AuditEntry = {
    at: ports.clock.now().toISOString(),
    by,
    kind,
    outcome: 'begun',
    about: pickPlain(question),
  }
  const key = await append(ports, begun, ttlSeconds)
  const complete = (end: Partial<AuditEntry>): Promise<void> => ports.store.set(key, { ...begun, ...end }, ttlSeconds)
  try {
    const result = await change()
    const about = { ...begun.about, ...pickPlain(result) }
    await complete({ outcome: 'done', about, ...(await listSettings(ports, before)) })
    return result
  } catch (error) {
    const code = codeOf(error)
    await complete(code === null ? { outcome: 'failed' } : { outcome: 'refused', because: code })
    throw error
  }
}

/** Takes the next free number of the day: a number that is taken is never written over. @returns the entry's key */
async function append({ store }: Ports, entry: AuditEntry, ttlSeconds: number): Promise<string> {
  const day = entry.at.slice(0, 10)
  const from = (await store.get<number>(keys.auditCount(day))) ?? 0
  for (let number = from; number < from + NUMBERS_TRIED; number += 1) {
    const key = keys.auditEntry(day, number)
    if (!(await store.create(key, entry, ttlSeconds))) continue
    // Where to begin looking. Two who write at once may leave the lower number here, which costs a look and loses nothing.
    await store.set(keys.auditCount(day), number + 1, ttlSeconds)
    return key
  }
  throw new Error(`Expected a free number in the audit trail of ${day} from ${from} on, got none in ${NUMBERS_TRIED}.`)
}

async function listSettings({ store }: Ports, before: Settings): Promise<Partial<AuditEntry>> {
  const changed = compareSettings(before, await readSettings(store))
  if (changed.length === 0) return {}
  const more = changed.length - SETTINGS_LISTED
  return { settings: changed.slice(0, SETTINGS_LISTED), ...(more > 0 ? { moreSettings: more } : {}) }
}

function pickPlain(source: unknown): AuditEntry['about'] {
  if (typeof source !== 'object' || source === null) return {}
  const fields = source as Readonly<Record<string, unknown>>
  const picked: Record<string, string | number | boolean> = {}
  for (const name of KEPT) {
    const value = fields[name]
    if (typeof value === 'boolean' || typeof value === 'number') picked[name] = value
    else if (typeof value === 'string' && PLAIN.test(value)) picked[name] = value
  }
  for (const name of COUNTED) {
    const value = fields[name]
    if (Array.isArray(value)) picked[name] = value.length
  }
  // Of the directory that was connected: these may be shown.
  for (const [name, value] of Object.entries(fields['ids'] ?? {})) {
    if (typeof value === 'string' && PLAIN.test(value)) picked[name] = value
  }
  return picked
}
