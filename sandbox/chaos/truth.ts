/**
 * What really happened, as only the sandbox knows it: who came and went, who was seen, what the administrator decided, and
 * how late the app may know. The rules judge the app by it.
 */
import type { Job } from '../administrator/create-administrator'
import type { SiteChange } from '../atlassian/site'
import type { Sandbox } from '../create-sandbox'
import type { Setup } from './scenario'

const MINUTE_MS = 60_000

/** The end of a seat or of a usable account that the app caused. */
export interface Removal {
  readonly at: number
  readonly accountId: string
  readonly what: 'seat' | 'account'
  readonly functionKey: string | null
  /** What spoke for the person just before. */
  readonly evidence: readonly Evidence[]
  /** Since when the person has been gone by the directory, and until when; null = never, or not now. */
  readonly goneSince: number | null
  readonly goneUntil: number | null
}

/** An instant that speaks for somebody's access, and since when the app could know of it. */
export interface Evidence {
  readonly source: 'published' | 'told' | 'granted' | 'created'
  readonly at: number
  readonly learntAt: number
}

export interface Asking {
  readonly at: number
  readonly userId: string
  readonly how: string
}

export interface Truth {
  readonly removals: readonly Removal[]
  readonly askings: Asking[]
  /** Accounts of plans that the administrator approved, each with the instant. */
  readonly approved: { readonly at: number; readonly planId: string; readonly accountIds: ReadonlySet<string> }[]
  /** What each undo has to give back. */
  readonly undoes: { readonly at: number; readonly accountId: string; readonly groupIds: ReadonlySet<string> }[]
  /** Since when the person is gone by the directory: disabled, deleted or out of scope. null = is there. */
  goneSince(userId: string): number | null
  /** When the person was gone for the last time; null = never. */
  goneUntil(userId: string): number | null
  setOutOfScope(userId: string, isOut: boolean): void
  /** Since when the seat is held; null = it is not. */
  heldSince(accountId: string): number | null
  /** When a seat was taken for the last time, also one that is no longer held. */
  lastHeldAt(accountId: string): number
  /** Groups that the app has taken somebody out of, with the instant; those that somebody is in again are not among them. */
  takenFrom(accountId: string): ReadonlyMap<string /* groupId */, number>
  /** Every group that the app has ever taken somebody out of. */
  everTakenFrom(accountId: string): ReadonlySet<string>
  /** Groups into which somebody else has put the person again after the app had taken them out. */
  givenBackByOthers(accountId: string): ReadonlySet<string /* groupId */>
  /** When anybody but the app last took the person out of a group. */
  takenByOthersAt(accountId: string): number
  /** The app knew the person, by a link at rest, at the moment of leaving. */
  readonly knownLeavers: Set<string /* userId */>
  /** The app knew the person, by a link at rest, when the name changed. */
  readonly renamed: Set<string /* userId */>
  isArmed(job: Job): boolean
  /** True when it was armed at any moment of the last quarter of an hour. */
  wasArmed(job: Job): boolean
  setArmed(job: Job, armed: boolean): void
  /** It has been armed without a break since then. */
  isArmedSince(job: Job, at: number): boolean
  /** The lowest reserve in force within the last two minutes. */
  reserve(): number
  setReserve(seats: number): void
  /** The reserve was free at every moment since then. */
  isReserveFreeSince(at: number): boolean
  /** A fault makes reads of a service this old, or a skewed clock the app's idea of now. */
  addDoubt(service: string, ms: number, until: number): void
  /** The largest one that was in force at any time since then; now, unless told. */
  doubtMs(service: string, since?: number): number
  /** Since when the app's licence has lapsed; null = it has not. */
  lapsedSince(): number | null
  setLapsed(since: number, until: number): void
  /** It is paid from now on. */
  endLapses(): void
  /** A fault of this kind has been in force at any time. */
  sawFault(pattern: RegExp): boolean
  /** A fault has been in force since then that was not for somebody else alone; '' = for single people at all. */
  faultSince(at: number, userId: string): boolean
  /** @param line names a person by the id in the directory; @param until epoch ms */
  noteFault(line: string, until: number): void
  /** A group gives administration from now on, or does not any more. */
  noteRole(groupId: string, on: boolean): void
  /** The group has given administration at any time since then. */
  gaveRoleSince(groupId: string, at: number): boolean
  /** The administrator has undone something: that is done although a job is not armed. */
  hasUndone(): boolean
  noteUndo(): void
  /** The app was installed anew: it remembers nothing. */
  forget(): void
  installedAt(): number
}

/** Armed and disarmed: a slice that was under way goes on for as long as a function may run. */
const SLICE_MS = 15 * MINUTE_MS

export function createTruth(sandbox: Sandbox, setup: Setup): Truth {
  const { clock, site, tenant, host, company, identities } = sandbox
  const removals: Removal[] = []
  const askings: Asking[] = []
  const undoes: Truth['undoes'] = []
  const gone = new Map<string, { since: number | null; until: number | null }>()
  const knownLeavers = new Set<string>()
  const renamed = new Set<string>()
  const outOfScope = new Set<string>()
  const held = new Map<string, number>()
  const told = new Map<string, number>()
  const lastHeld = new Map<string, number>()
  const taken = new Map<string, Map<string, number>>()
  const everTaken = new Map<string, Set<string>>()
  const givenBack = new Map<string, Set<string>>()
  const takenByOthers = new Map<string, number>()
  const faults: { line: string; until: number }[] = []
  const lapses: { since: number; until: number }[] = []
  const doubts: { service: string; ms: number; until: number }[] = []
  let reserves = [{ at: -Infinity, seats: setup.seatReserve }]
  let reserveLackedAt = -Infinity
  let hasUndone = false
  const rolesUntil = new Map<string /* groupId */, number>()
  let installedAt = clock.now()
  const armed: Record<Job, { is: boolean; since: number; until: number }> = {
    provision: { is: false, since: Infinity, until: -Infinity },
    grant: { is: false, since: Infinity, until: -Infinity },
    sweep: { is: false, since: Infinity, until: -Infinity },
  }

  for (const account of site.accounts.values())
    if (site.holdsSeat(account.accountId, company.productKey)) held.set(account.accountId, account.addedAt)

  function judge(userId: string): void {
    const isGone = tenant.users.get(userId)?.accountEnabled !== true || outOfScope.has(userId)
    const before = gone.get(userId) ?? { since: null, until: null }
    if (isGone && before.since === null) gone.set(userId, { ...before, since: clock.now() })
    if (!isGone && before.since !== null) gone.set(userId, { since: null, until: clock.now() })
  }
  for (const user of tenant.users.values()) judge(user.id)
  tenant.onChange(({ userId }) => judge(userId))

  // What the app could not take in, it does not know: a store that refuses everything for an hour, say.
  host.onEventHandled((event) => {
    const accountId = event['atlassianId']
    if (typeof accountId === 'string') told.set(accountId, clock.now())
  })
  site.onChange((change) => {
    if (change.kind === 'membership') noteMembership(change)
    if (change.kind === 'account-status' && change.to !== 'active' && change.by === 'app')
      remember(change.accountId, 'account', null)
    if (change.kind !== 'seat' || change.productKey !== company.productKey) return
    noteReserve(change.freeBefore)
    noteReserve()
    if (!change.held && change.by === 'app') remember(change.accountId, 'seat', change.functionKey)
    lastHeld.set(change.accountId, change.at)
    if (change.held) held.set(change.accountId, change.at)
    else held.delete(change.accountId)
  })

  function noteReserve(free = site.seatsFree(company.productKey)): void {
    if (free !== null && free < reserves.at(-1)!.seats) reserveLackedAt = clock.now()
  }

  function noteMembership({ accountId, groupId, member, by, at }: Extract<SiteChange, { kind: 'membership' }>): void {
    if (by !== 'app' && !member) takenByOthers.set(accountId, at)
    const own = taken.get(accountId) ?? new Map<string, number>()
    taken.set(accountId, own)
    const givenAgain = givenBack.get(accountId) ?? new Set<string>()
    givenBack.set(accountId, givenAgain)
    if (member && by !== 'app' && own.has(groupId)) givenAgain.add(groupId)
    if (!member) givenAgain.delete(groupId)
    if (member) own.delete(groupId)
    else if (by === 'app') {
      own.set(groupId, at)
      everTaken.set(accountId, (everTaken.get(accountId) ?? new Set()).add(groupId))
    }
  }

  function remember(accountId: string, what: Removal['what'], functionKey: string | null): void {
    const { since = null, until = null } = gone.get(identities.userIdOf(accountId) ?? '') ?? {}
    const evidence = findEvidence(accountId)
    removals.push({ at: clock.now(), accountId, what, functionKey, evidence, goneSince: since, goneUntil: until })
  }

  function findEvidence(accountId: string): Evidence[] {
    const found: Evidence[] = []
    const published = site.publishedActivity(accountId)
    if (published !== null)
      found.push({ source: 'published', at: published, learntAt: site.activity.shownFrom(published) })
    const act = told.get(accountId)
    if (act !== undefined) found.push({ source: 'told', at: act, learntAt: act })
    const since = held.get(accountId)
    if (since !== undefined) found.push({ source: 'granted', at: since, learntAt: since })
    const { addedAt } = site.accounts.get(accountId)!
    return [...found, { source: 'created', at: addedAt, learntAt: addedAt }]
  }

  return {
    removals,
    askings,
    approved: [],
    undoes,
    goneSince: (userId) => gone.get(userId)?.since ?? null,
    goneUntil: (userId) => gone.get(userId)?.until ?? null,
    setOutOfScope: (userId, isOut) => {
      if (isOut) outOfScope.add(userId)
      else outOfScope.delete(userId)
      judge(userId)
    },
    heldSince: (accountId) => held.get(accountId) ?? null,
    lastHeldAt: (accountId) => lastHeld.get(accountId) ?? -Infinity,
    takenFrom: (accountId) => taken.get(accountId) ?? new Map<string, number>(),
    givenBackByOthers: (accountId) => givenBack.get(accountId) ?? new Set(),
    everTakenFrom: (accountId) => everTaken.get(accountId) ?? new Set<string>(),
    takenByOthersAt: (accountId) => takenByOthers.get(accountId) ?? -Infinity,
    knownLeavers,
    renamed,
    isArmed: (job) => armed[job].is,
    wasArmed: (job) => armed[job].is || clock.now() - armed[job].until < SLICE_MS,
    setArmed: (job, is) => {
      if (armed[job].is && !is) armed[job].until = clock.now()
      if (!armed[job].is && is) armed[job].since = clock.now()
      armed[job].is = is
    },
    isArmedSince: (job, at) => armed[job].is && armed[job].since < at,
    reserve: () => {
      const recent = reserves.findLastIndex(({ at }) => at < clock.now() - 2 * MINUTE_MS)
      return Math.min(...reserves.slice(Math.max(0, recent)).map(({ seats }) => seats))
    },
    setReserve: (seats) => {
      noteReserve()
      reserves.push({ at: clock.now(), seats })
    },
    isReserveFreeSince: (at) => {
      noteReserve()
      return reserveLackedAt < at
    },
    addDoubt: (service, ms, until) => void doubts.push({ service, ms, until }),
    doubtMs: (service, since = clock.now()) => {
      const inForce = doubts.filter((one) => one.service === service && since < one.until + SLICE_MS)
      return Math.max(0, ...inForce.map(({ ms }) => ms))
    },
    lapsedSince: () => {
      const inForce = lapses.filter(({ since, until }) => since <= clock.now() && clock.now() < until)
      return inForce.length === 0 ? null : Math.max(...inForce.map(({ since }) => since))
    },
    setLapsed: (since, until) => {
      // The first of several to end pays for all.
      const ends = Math.min(until, ...lapses.filter((one) => one.until > since).map((one) => one.until))
      for (const one of lapses) one.until = Math.min(one.until, ends)
      lapses.push({ since, until: ends })
    },
    endLapses: () => void lapses.splice(0),
    sawFault: (pattern) => faults.some(({ line }) => pattern.test(line)),
    faultSince: (at, userId) =>
      faults.some(
        ({ line, until }) =>
          until >= at && (!line.includes(' for ') || (userId !== '' && line.includes(` for ${userId}`))),
      ),
    noteFault: (line, until) => void faults.push({ line, until }),
    noteRole: (groupId, on) => {
      if (on) rolesUntil.set(groupId, Infinity)
      else if (rolesUntil.get(groupId) === Infinity) rolesUntil.set(groupId, clock.now())
    },
    gaveRoleSince: (groupId, at) => (rolesUntil.get(groupId) ?? -Infinity) >= at,
    hasUndone: () => hasUndone,
    noteUndo: () => {
      hasUndone = true
    },
    forget: () => {
      installedAt = clock.now()
      undoes.splice(0)
      askings.splice(0)
      knownLeavers.clear()
      renamed.clear()
      reserves = [{ at: -Infinity, seats: 0 }]
      for (const job of ['provision', 'grant', 'sweep'] as const)
        armed[job] = { is: false, since: Infinity, until: clock.now() }
    },
    installedAt: () => installedAt,
  }
}
