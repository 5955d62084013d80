/** The sign-in log: rows in the order of the sign-ins, each shown some minutes later, kept for 30 days. */
import type { Clock } from '../clock'
import type { Random } from '../random'
import { makeUuid } from '../uuid'
import { SIGN_INS_RETENTION_MS } from './limits'
import type { SignIn, SignInQuery } from './tenant'

interface SignInRecord extends SignIn {
  isDelivered: boolean
}

export interface SignInLog {
  add(userId: string, appId: string): void
  expire(): void
  find(query: SignInQuery, skip: number, limit: number): readonly SignIn[]
  /** @returns those rows that no reply has carried before */
  deliver(rows: readonly SignIn[]): readonly SignIn[]
}

/** Rows to drop before the lists are copied. */
const COMPACT_AT = 4_096

export function createSignInLog({
  clock,
  random,
  delayMs,
}: {
  clock: Clock
  random: Random
  delayMs: { readonly min: number; readonly max: number }
}): SignInLog {
  /** The key '' holds the rows of every application. */
  const rowsByApp = new Map<string, SignInRecord[]>()

  function rowsOf(appId: string): SignInRecord[] {
    let rows = rowsByApp.get(appId)
    if (rows === undefined) rowsByApp.set(appId, (rows = []))
    return rows
  }

  return {
    add: (userId, appId) => {
      const at = clock.now()
      const visibleAt = at + random.int(delayMs.min, delayMs.max)
      const row: SignInRecord = { id: makeUuid(random), userId, appId, at, visibleAt, isDelivered: false }
      rowsOf('').push(row)
      rowsOf(appId).push(row)
    },
    expire: () => {
      const oldest = clock.now() - SIGN_INS_RETENTION_MS
      for (const rows of rowsByApp.values()) {
        const expired = firstAtOrAfter(rows, oldest)
        if (expired >= COMPACT_AT) rows.splice(0, expired)
      }
    },
    find: ({ appId, userId, from, to, asOf }, skip, limit) => {
      const rows = rowsOf(appId ?? '')
      const first = firstAtOrAfter(rows, Math.max(from, clock.now() - SIGN_INS_RETENTION_MS))
      const found: SignIn[] = []
      let skipped = 0
      for (let index = rows.length - 1; index >= first && found.length < limit; index--) {
        const row = rows[index]!
        if (row.at > to || row.visibleAt > asOf || (userId !== undefined && row.userId !== userId)) continue
        if (skipped < skip) skipped += 1
        else found.push(row)
      }
      return found
    },
    deliver: (rows) => {
      const fresh = (rows as readonly SignInRecord[]).filter((row) => !row.isDelivered)
      for (const row of fresh) row.isDelivered = true
      return fresh
    },
  }
}

/** Rows are ordered by time, because they are added when they happen. */
function firstAtOrAfter(rows: readonly SignIn[], at: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (rows[middle]!.at < at) low = middle + 1
    else high = middle
  }
  return low
}
