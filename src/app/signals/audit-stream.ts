import { AppError, codeOf, messageOf } from '../../core/errors'
import type { Settings } from '../../core/settings'
import { MINUTE_MS } from '../../core/time'
import type { AuditLogPage, Ports } from '../../ports'
import { keys } from '../state/keys'
import { ask, productsOfSignals, withoutHolders } from './ask'
import type { SignInFailure } from './sign-in-health'

/** Where the stream was left. */
export interface AuditState {
  /** null: it has shown nothing yet. */
  readonly cursor: string | null
  readonly at: string
  /** When it was read for the first time, and when it last showed a sign-in. */
  readonly firstAt: string
  readonly lastRowAt?: string
}

/** Events are processed some minutes late; without a cursor the stream is read again from so long before the last look. */
const OVERLAP_MS = 30 * MINUTE_MS
/** One tick reads so many pages of 500, far below the 50 requests a minute; the next one goes on. */
const PAGES_MAX = 10
/** A stream that shows nothing new is noted as read so often. */
const SAVE_EVERY_MS = 20 * MINUTE_MS

/** Reads what is new in the organization's audit log and asks for those who signed in and hold no access. */
export async function pollAuditStream(ports: Ports, settings: Settings): Promise<void> {
  const { store, clock } = ports
  const now = clock.now()
  const saved = await store.get<AuditState>(keys.auditStream)
  const read = await readNew(
    ports,
    saved?.cursor ?? null,
    new Date(Date.parse(saved?.at ?? now.toISOString()) - OVERLAP_MS),
  )
  const actions = new Set(settings.signals.auditActions)
  const actors = read.events.flatMap(({ action, actorId }) =>
    actorId !== null && actions.has(action) ? [actorId] : [],
  )
  if (actors.length > 0) {
    const without = await withoutHolders(ports, [...new Set(actors)])
    await ask(ports, without, productsOfSignals(settings), 'audit')
  }
  const isStale = saved === null || now.getTime() - Date.parse(saved.at) >= SAVE_EVERY_MS
  if (read.cursor === saved?.cursor && !isStale) return
  // Saved after asking: a tick that dies in between reads the same again, and asking twice is asking once.
  const lastRowAt = actors.length > 0 ? now.toISOString() : saved?.lastRowAt
  await store.set(keys.auditStream, {
    cursor: read.cursor,
    at: now.toISOString(),
    firstAt: saved?.firstAt ?? now.toISOString(),
    ...(lastRowAt === undefined ? {} : { lastRowAt }),
  } satisfies AuditState)
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

/**
 * Reads the stream, and remembers since when that fails; only a change is written.
 * @param known the failure that was remembered last, null = none
 */
export async function watchAuditStream(ports: Ports, settings: Settings, known: SignInFailure | null): Promise<void> {
  const { store, clock } = ports
  try {
    await pollAuditStream(ports, settings)
  } catch (error) {
    if (known === null && error instanceof AppError) {
      const failure: SignInFailure = { since: clock.now().toISOString(), because: messageOf(error) }
      await store.set(keys.auditFailure, failure)
    }
    throw error
  }
  if (known !== null) await store.delete(keys.auditFailure)
}
