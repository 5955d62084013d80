import { isInScope } from './people'
import type { Link, Links, Person } from './people'
import type { Action, Plan, Skip } from './plan'

/**
 * One account of the organization that belongs to somebody in the directory, found by link or by e-mail. A row is all the
 * planner needs, so that it can be kept between invocations without a name or an e-mail.
 */
export interface MatchedAccount {
  readonly accountId: string
  readonly objectId: string
  readonly isActive: boolean
  readonly holdsAccess: boolean
}

export interface ProvisionSnapshot {
  readonly people: ReadonlyMap<string, Person>
  /** Object ids of members of any required group; null = no group is required. */
  readonly memberOfRequired: ReadonlySet<string> | null
  readonly accounts: readonly MatchedAccount[]
  readonly links: Links
}

export interface ProvisionPlan {
  readonly plan: Plan
  /** What we learnt about links, to be remembered whatever becomes of the plan; null = forget. */
  readonly linkChanges: ReadonlyMap<string, Link | null>
  /** Linked accounts that hold access and have no seat record yet, and those that no longer hold it. */
  readonly seatChanges: ReadonlyMap<string /* accountId */, boolean>
}

/**
 * Plans a full provision run: an account for everyone in scope, deactivation of who left, restoration of who came back.
 * Access groups never occur in it.
 */
export function planProvision(snapshot: ProvisionSnapshot, now: Date): ProvisionPlan {
  const { people, memberOfRequired, accounts, links } = snapshot
  const actions: Action[] = []
  const skips: Skip[] = []
  const linkChanges = new Map<string, Link | null>()
  const seatChanges = new Map<string, boolean>()
  const { rows, twice } = indexRows(accounts, links)
  for (const id of twice) skips.push({ id, because: 'matched-twice' })

  for (const [objectId, person] of people) {
    const row = rows.get(objectId)
    const link = links.get(objectId)
    if (twice.has(objectId)) continue
    if (row === undefined) {
      // A link whose account the organization does not list (yet): creation takes a while to propagate. Left alone.
      if (link === undefined && isInScope(person, memberOfRequired)) actions.push({ type: 'create', objectId })
      continue
    }
    const next = nextLink(link, row)
    if (link === undefined || link.a !== next.a || link.h !== next.h) linkChanges.set(objectId, next)
    if (link?.h !== next.h) seatChanges.set(row.accountId, row.holdsAccess)
    if (!person.enabled && row.isActive) {
      actions.push({ type: 'deactivate', objectId, accountId: row.accountId, because: 'disabled' })
    }
    if (!row.isActive && link?.x === 1 && isInScope(person, memberOfRequired)) {
      actions.push({ type: 'restore', objectId, accountId: row.accountId })
    }
  }
  for (const [objectId, link] of links) {
    if (people.has(objectId) || twice.has(objectId)) continue
    const row = rows.get(objectId)
    if (row?.isActive === true) actions.push({ type: 'deactivate', objectId, accountId: link.a, because: 'deleted' })
  }
  return {
    plan: {
      kind: 'provision',
      plannedAt: now.toISOString(),
      actions,
      skips,
      population: Math.max(links.size, rows.size),
    },
    linkChanges,
    seatChanges,
  }
}

/** A person matched by two accounts is reported and left alone, unless one of them is the linked one. */
function indexRows(accounts: readonly MatchedAccount[], links: Links) {
  const rows = new Map<string, MatchedAccount>()
  const twice = new Set<string>()
  for (const row of accounts) {
    const known = rows.get(row.objectId)
    if (known === undefined) {
      rows.set(row.objectId, row)
      continue
    }
    const linked = links.get(row.objectId)?.a
    if (linked === row.accountId) rows.set(row.objectId, row)
    else if (linked !== known.accountId) twice.add(row.objectId)
  }
  return { rows, twice }
}

function nextLink(link: Link | undefined, row: MatchedAccount): Link {
  const { h: _held, ...kept } = link ?? { a: row.accountId }
  return row.holdsAccess ? { ...kept, a: row.accountId, h: 1 } : { ...kept, a: row.accountId }
}

/**
 * Plans what a delta shows: people disabled or deleted since the last look. Joiners wait for the next full run.
 * @param changes by object id: 'disabled' or 'deleted'
 */
export function planLeavers(
  changes: ReadonlyMap<string, 'disabled' | 'deleted'>,
  links: Links,
  population: number,
  now: Date,
): Plan {
  const actions: Action[] = []
  for (const [objectId, because] of changes) {
    const link = links.get(objectId)
    if (link === undefined || link.x === 1) continue
    actions.push({ type: 'deactivate', objectId, accountId: link.a, because })
  }
  return { kind: 'leavers', plannedAt: now.toISOString(), actions, skips: [], population }
}
