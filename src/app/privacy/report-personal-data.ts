import { allShards } from '../../core/links'
import { MINUTE_MS } from '../../core/time'
import type { JobMessage, Ports } from '../../ports'
import { listSeatRecords } from '../state/seat-records'
import { readLinkedAccountIds } from '../state/link-store'
import { readLastGood } from '../state/last-good'
import { readReport, saveReport } from '../state/run-report'
import { readAdministrators } from './administrators'
import { forgetAccounts } from './forget-accounts'

/** Name of the report among the last runs. */
export const PERSONAL_DATA_RUN = 'personal-data'
/** Accounts in one request (user privacy guidelines). */
const PER_REQUEST = 90
/** Shards read at a time: four batches of the store, side by side. */
const SHARDS_AT_ONCE = 100
/** With less than this left the rest goes to the next invocation. */
const MIN_TIME_MS = 2 * MINUTE_MS

type Message = Extract<JobMessage, { type: 'personal-data' }>

interface Part {
  readonly accountIds: readonly string[]
  /** null: that was everybody. */
  readonly next: Message | null
}

/**
 * Tells Atlassian about whose accounts we keep something, and forgets those whose accounts were closed. A changed profile
 * needs nothing: no name and no address is kept, and every full run reads people anew. Delivered twice it reports twice,
 * which is harmless.
 */
export async function reportPersonalData(ports: Ports, message: Message): Promise<void> {
  const { store, clock, budget, jobs } = ports
  const runId = `${PERSONAL_DATA_RUN}:${message.slot}`
  const saved = await readReport(store, PERSONAL_DATA_RUN)
  const before = saved?.runId === runId ? saved : null
  if (before?.outcome === 'done') return
  const startedAt = before?.startedAt ?? clock.now().toISOString()
  const { readAt = startedAt } = await readLastGood(store)
  const isFirst = message.from === 0 && message.cursor === null
  const counts = { reported: 0, closed: 0, updated: 0, ...(isFirst ? {} : before?.counts) }
  const gone = new Set<string>()
  let next: Message | null = message
  // Read once for all pages of holders: each page would touch most of the shards again.
  let linked: ReadonlySet<string> | null = null
  const readLinked = async (): Promise<ReadonlySet<string>> =>
    (linked ??= new Set(await readLinkedAccountIds(ports.store, allShards())))
  while (next !== null && (next === message || budget.timeLeftMs() >= MIN_TIME_MS)) {
    const part: Part = await readPart(ports, next, readLinked)
    // A list may still show whom we forgot a moment ago.
    const known = part.accountIds.filter((accountId) => !gone.has(accountId))
    for (let from = 0; from < known.length; from += PER_REQUEST) {
      const accountIds = known.slice(from, from + PER_REQUEST)
      const changes = await ports.personalData.report(accountIds.map((accountId) => ({ accountId, updatedAt: readAt })))
      const closed = changes.filter(({ status }) => status === 'closed').map(({ accountId }) => accountId)
      for (const accountId of closed) gone.add(accountId)
      counts.reported += accountIds.length
      counts.closed += closed.length
      counts.updated += changes.length - closed.length
    }
    next = part.next
  }
  await forgetAccounts(ports, [...gone])
  await saveReport(store, PERSONAL_DATA_RUN, {
    runId,
    outcome: next === null ? 'done' : 'applying',
    startedAt,
    endedAt: clock.now().toISOString(),
    counts,
    skips: {},
    because: null,
  })
  if (next !== null) await jobs.push(next)
}

/** People who are linked come first, then those who hold access without being in the directory, and administrators last. */
async function readPart(
  { store }: Pick<Ports, 'store'>,
  at: Message,
  readLinked: () => Promise<ReadonlySet<string>>,
): Promise<Part> {
  const shards = allShards().slice(at.from, at.from + SHARDS_AT_ONCE)
  if (shards.length > 0) {
    return {
      accountIds: await readLinkedAccountIds(store, shards),
      next: { ...at, from: at.from + shards.length },
    }
  }
  const listed = await listSeatRecords(store, at.cursor)
  const administrators = listed.cursor === null ? await readAdministrators(store) : []
  const others = [...new Set([...listed.accountIds, ...administrators])]
  const linked = others.length === 0 ? new Set<string>() : await readLinked()
  return {
    accountIds: others.filter((accountId) => !linked.has(accountId)),
    next: listed.cursor === null ? null : { ...at, cursor: listed.cursor },
  }
}
