import { MINUTE_MS } from '../core/time'
import type { MatchedAccount } from '../core/provision'
import type { Account, Links, Person } from '../core/people'
import type { Ports } from '../ports'
import { keys } from './keys'

/** A scan that has less than this left saves where it is and goes on in a new invocation. */
const MIN_TIME_MS = 2 * MINUTE_MS
const MIN_REQUESTS = 60
/** ≤ 1,500 rows of ~110 bytes stay under the 240 KiB of one value. */
const ROWS_PER_CHUNK = 1_500

interface Checkpoint {
  readonly cursor: string
  readonly seen: number
  readonly chunks: number
}

export type Scan =
  | { readonly type: 'whole'; readonly rows: readonly MatchedAccount[]; readonly seen: number }
  | { readonly type: 'continues' }

/**
 * Reads every account of the organization and keeps a row for those who belong to somebody in the directory: by link,
 * else by e-mail. At 100 accounts a page a large organization takes longer than one invocation may; then the rows so far
 * (ids and states only) are kept and the scan continues where it was.
 */
export async function scanAccounts(
  ports: Pick<Ports, 'accounts' | 'store' | 'budget'>,
  runId: string,
  known: {
    readonly people: ReadonlyMap<string, Person>
    readonly links: Links
    readonly accessGroupIds: readonly string[]
  },
): Promise<Scan> {
  const { accounts, store, budget } = ports
  const match = createMatcher(known.people, known.links)
  const accessGroups = new Set(known.accessGroupIds)
  const checkpoint = await store.get<Checkpoint>(keys.scan(runId))
  const rows: MatchedAccount[] = []
  for (let chunk = 0; chunk < (checkpoint?.chunks ?? 0); chunk += 1) {
    rows.push(...((await store.get<MatchedAccount[]>(keys.scanChunk(runId, chunk))) ?? []))
  }
  let cursor = checkpoint?.cursor ?? null
  let seen = checkpoint?.seen ?? 0
  do {
    const page = await accounts.readPage({}, cursor)
    seen += page.accounts.length
    for (const account of page.accounts) {
      const objectId = match(account)
      if (objectId === null) continue
      rows.push({
        accountId: account.accountId,
        objectId,
        isActive: account.isActive,
        holdsAccess: account.isActive && account.groupIds.some((groupId) => accessGroups.has(groupId)),
      })
    }
    cursor = page.cursor
    if (cursor !== null && (budget.timeLeftMs() < MIN_TIME_MS || budget.requestsLeft() < MIN_REQUESTS)) {
      await saveCheckpoint(store, runId, rows, { cursor, seen })
      return { type: 'continues' }
    }
  } while (cursor !== null)
  if (checkpoint !== null) await dropCheckpoint(store, runId, checkpoint)
  return { type: 'whole', rows, seen }
}

/** By stored link first, then by e-mail for people and accounts that have no link yet. */
function createMatcher(people: ReadonlyMap<string, Person>, links: Links): (account: Account) => string | null {
  const byAccount = new Map<string, string>()
  for (const [objectId, link] of links) byAccount.set(link.a, objectId)
  const byEmail = new Map<string, string>()
  for (const person of people.values()) {
    if (!links.has(person.objectId) && person.email !== '') byEmail.set(person.email, person.objectId)
  }
  return (account) => {
    if (account.type !== 'atlassian') return null
    return byAccount.get(account.accountId) ?? byEmail.get(account.email) ?? null
  }
}

async function saveCheckpoint(
  store: Ports['store'],
  runId: string,
  rows: readonly MatchedAccount[],
  place: { cursor: string; seen: number },
): Promise<void> {
  const chunks = Math.ceil(rows.length / ROWS_PER_CHUNK)
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    await store.set(keys.scanChunk(runId, chunk), rows.slice(chunk * ROWS_PER_CHUNK, (chunk + 1) * ROWS_PER_CHUNK))
  }
  await store.set(keys.scan(runId), { ...place, chunks })
}

async function dropCheckpoint(store: Ports['store'], runId: string, checkpoint: Checkpoint): Promise<void> {
  const chunkKeys = Array.from({ length: checkpoint.chunks }, (_, chunk) => keys.scanChunk(runId, chunk))
  await store.deleteMany([keys.scan(runId), ...chunkKeys])
}
