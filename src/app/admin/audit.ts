import { codeOf } from '../../core/errors'
import type { SettingChange } from '../../core/settings/compare-settings'
import type { Ports } from '../../ports'
import { appendAudit, completeAudit } from '../state/audit-trail'
import { journalTtlSeconds } from '../state/journal'
import { readSettings } from '../state/settings'
import type { AuditKind } from '../state/audit-kinds'
import type { AuditEntry } from '../state/audit-entry'

/** An entry stays some KB at most. */
const SETTINGS_LISTED = 50

/** Fields of a question, or of its answer, that may be kept: ids, names of jobs, and yes or no. */
const KEPT = [
  ...['job', 'armed', 'planId', 'undoId', 'runId', 'accountId', 'productKey', 'before', 'kind', 'until'],
  ...['orgId', 'directoryId', 'scimDirectoryId', 'apiKeyExpires'],
  ...['part', 'confirmation', 'isConfirmed', 'objectId', 'verdict'],
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
  const ttlSeconds = journalTtlSeconds(await readSettings(ports.store))
  const begun: AuditEntry = {
    at: ports.clock.now().toISOString(),
    by,
    kind,
    outcome: 'begun',
    about: pickPlain(question),
  }
  const id = await appendAudit(ports.store, begun, ttlSeconds)
  const complete = (end: Partial<AuditEntry>): Promise<void> => completeAudit(ports.store, id, end, ttlSeconds)
  try {
    const result = await change()
    const about = { ...begun.about, ...pickPlain(result) }
    await complete({ outcome: 'done', about, ...listSettings(result) })
    return result
  } catch (error) {
    const code = codeOf(error)
    await complete(code === null ? { outcome: 'failed' } : { outcome: 'refused', because: code })
    throw error
  }
}

/** The method itself says what it has changed: what others change meanwhile is on their own lines. */
function listSettings(result: unknown): Partial<AuditEntry> {
  const { changes: changed } = (result ?? {}) as { readonly changes?: readonly SettingChange[] }
  if (changed === undefined || changed.length === 0) return {}
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
