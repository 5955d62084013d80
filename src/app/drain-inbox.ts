import { SECOND_MS } from '../core/time'
import type { Settings } from '../core/settings'
import type { AccessRequest, Ports, RequestBox } from '../ports'
import { peekFree } from './guard'
import { keys } from './keys'
import { takeLease } from './lease'
import { readReport, saveReport } from './run-report'
import { serveRequests } from './serve-requests'
import { readSettings } from './settings'

/** One slice serves at most this many requests. */
export const SLICE_REQUESTS = 50
/** How long a query may take to show a request that was just written. Undocumented; we allow three seconds. */
const QUERY_LAG_MS = 3 * SECOND_MS
const LEASE_SECONDS = 60

/** 'more' = wake again at once; 'busy' = somebody else drains, look again in a few seconds. */
export type DrainResult = 'empty' | 'more' | 'busy'

/** Drains one slice of the inbox under its lease: first come, first served, those who wait before those who ask now. */
export async function drainInbox(ports: Ports, owner: string, hint: string | null): Promise<DrainResult> {
  const lease = await takeLease(ports, 'inbox', owner, LEASE_SECONDS)
  if (lease === null) return 'busy'
  try {
    // From here on a new signal wakes the drain again.
    await ports.store.delete(keys.wake)
    return await drainSlice(ports, hint)
  } finally {
    await lease.release()
  }
}

async function drainSlice(ports: Ports, hint: string | null): Promise<DrainResult> {
  const { requests, store, clock } = ports
  const settings = await readSettings(store)
  let open = await readOpen(requests, hint)
  if (open.length === 0) {
    await clock.sleep(QUERY_LAG_MS)
    open = await readOpen(requests, null)
  }
  const waiting = await requests.list('waiting', SLICE_REQUESTS)
  if (open.length + waiting.length === 0) return 'empty'
  if (!settings.armed.grant) {
    await reportDryRun(ports, open)
    return 'empty'
  }
  // Those who wait are looked at only as far as there are seats for them.
  const servable = waiting.slice(0, countServable(await peekFree(ports, settings), settings))
  const slice = [...servable, ...open].sort(byAge).slice(0, SLICE_REQUESTS)
  if (slice.length === 0) return 'empty'
  const served = await serveRequests(ports, settings, slice)
  const isMoreOpen = open.length >= SLICE_REQUESTS || served.unserved > 0
  const isMoreWaiting = served.granted > 0 && waiting.length > servable.length
  if (isMoreOpen || isMoreWaiting) return 'more'
  await clock.sleep(QUERY_LAG_MS)
  return (await readOpen(requests, null)).length > 0 ? 'more' : 'empty'
}

function byAge(a: AccessRequest, b: AccessRequest): number {
  return a.askedAt.localeCompare(b.askedAt) || a.key.localeCompare(b.key)
}

/** A few more than there are seats, so that one request that cannot be served does not hold up the rest. */
function countServable(free: number, settings: Settings): number {
  const grantable = free - Math.max(settings.seatReserve, 1) + 1
  return grantable <= 0 ? 0 : Math.min(SLICE_REQUESTS, grantable + 10)
}

/** Open requests as they are now: a query may still show what was decided a moment ago. */
async function readOpen(requests: RequestBox, hint: string | null): Promise<AccessRequest[]> {
  const listed = await requests.list('open', SLICE_REQUESTS)
  const keysOfOpen = new Set(listed.map((request) => request.key))
  if (hint !== null) keysOfOpen.add(hint)
  const current = await requests.getMany([...keysOfOpen])
  return current.filter((request) => request.state === 'open')
}

/** A dry run ends at the plan: what would have been decided is counted, nothing is granted and nobody waits. */
async function reportDryRun(
  ports: Pick<Ports, 'requests' | 'store' | 'clock'>,
  open: readonly AccessRequest[],
): Promise<void> {
  if (open.length === 0) return
  await ports.requests.remove(open.map((request) => request.key))
  const now = ports.clock.now().toISOString()
  const before = await readReport(ports.store, 'grant')
  const asked = (before?.outcome === 'dry-run' ? (before.counts['asked'] ?? 0) : 0) + open.length
  await saveReport(ports.store, 'grant', {
    runId: 'dry-run',
    outcome: 'dry-run',
    startedAt: before?.outcome === 'dry-run' ? before.startedAt : now,
    endedAt: now,
    counts: { asked },
    skips: {},
    because: null,
  })
}
