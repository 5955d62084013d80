import { codeOf } from '../../core/errors'
import type { AuditLogPage, Ports } from '../../ports'
import type { PolledSource } from './source'

/** One look reads so many pages of 500, far below the 50 requests a minute; the next one goes on. */
const PAGES_MAX = 10

/** The audit log of the organization, by the actions that count as signing in. Its place is the log's own cursor. */
export const AUDIT_LOG: PolledSource<string | null> = {
  name: 'audit',
  setting: 'auditEvents',
  words: {
    failing: 'The audit log cannot be read',
    behind: 'Not all of the audit log is read yet',
    silent: 'The audit log shows no sign-in',
    silentText: (since) =>
      `No action that counts as signing in has shown since ${since}. Check the list of actions under Settings.`,
  },
  look: async (ports, settings, place, since) => {
    const { events, cursor } = await readNew(ports, place, since)
    const actions = new Set(settings.signals.auditActions)
    const shown = new Map<string, string>()
    for (const { action, actorId, at } of events)
      if (actorId !== null && actions.has(action) && !shown.has(actorId)) shown.set(actorId, at)
    return {
      shown,
      hasShown: shown.size > 0,
      isMoved: cursor !== place,
      place: cursor,
    }
  },
}

/** @returns everything after the cursor, and where to go on */
async function readNew(
  { audit }: Pick<Ports, 'audit'>,
  from: string | null,
  since: Date,
): Promise<{ readonly events: AuditLogPage['events']; readonly cursor: string | null }> {
  const events: AuditLogPage['events'][number][] = []
  let cursor = from
  for (let page = 0; page < PAGES_MAX; page += 1) {
    try {
      const read: AuditLogPage = await audit.readEvents(cursor, since)
      events.push(...read.events)
      cursor = read.cursor ?? cursor
      if (read.isLast) break
    } catch (error) {
      if (codeOf(error) !== 'cursor-expired' || cursor === null) throw error
      // From the last look on, with some overlap: asking twice is asking once.
      cursor = null
    }
  }
  return { events, cursor }
}
