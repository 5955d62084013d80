import type { LastGood } from '../state/last-good'
import type { RunReport } from '../state/run-report'

/** How the company stands, as the last whole runs found it. null = no run has counted it yet. */
export interface PeopleCounts {
  readonly inDirectory: number | null
  /** With an account that is linked to them. */
  readonly provisioned: number | null
  /** Those who hold several products count once for each. */
  readonly withAccess: number | null
  /** Of those with access. */
  readonly active: number | null
  readonly dormant: number | null
  /** Came, and got neither a seat nor an answer. */
  readonly missed: number | null
  /** When the accounts and when the access were looked at. */
  readonly accountsAt: string | null
  readonly accessAt: string | null
}

export function countPeople(lastGood: LastGood, sweep: RunReport | null): PeopleCounts {
  const { people = null, linked = null, readAt = null, missed = null } = lastGood
  const { holders = null, dormant = null, revoked = 0 } = sweep?.counts ?? {}
  // A run that was refused has judged nobody.
  const isJudged = holders !== null && dormant !== null
  const withAccess = isJudged ? Math.max(0, holders - revoked) : null
  const unused = isJudged ? Math.max(0, dormant - revoked) : null
  return {
    inDirectory: people,
    provisioned: linked,
    withAccess,
    active: withAccess === null || unused === null ? null : withAccess - unused,
    dormant: unused,
    missed,
    accountsAt: readAt,
    accessAt: isJudged ? (sweep?.endedAt ?? null) : null,
  }
}
