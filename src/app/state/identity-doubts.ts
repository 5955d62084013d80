import { AppError } from '../../core/errors'
import { accountsInDoubt, pairOf } from '../../core/identity'
import type { DoubtReason, IdentityDoubt, Verdict, Verdicts } from '../../core/identity'
import type { Store } from '../../ports'
import { readWholeList, saveList } from './chunked-list'
import { defineRecord, readAhead } from './record'

/** A doubt with the day and time of the full run that found it first. */
export interface KnownDoubt extends IdentityDoubt {
  readonly since: string
}

const NAME = 'identity-doubts'

/** Replaces the list by what a full run has found; who was in doubt before keeps the date. Unchanged, it writes nothing. */
export async function saveIdentityDoubts(given: Store, doubts: readonly IdentityDoubt[], now: Date): Promise<void> {
  const store = await readAhead(given, [NAME])
  const known = (await readWholeList<KnownDoubt>(store, NAME))?.items ?? []
  const since = new Map(known.map((one) => [one.objectId, one.since]))
  const items = doubts.map((one) => ({ ...one, since: since.get(one.objectId) ?? now.toISOString() }))
  if (items.length > 0 || known.length > 0) await saveList(store, NAME, items)
}

/** As the last full run found them, the oldest first. */
export async function readIdentityDoubts(store: Store): Promise<readonly KnownDoubt[]> {
  const items = (await readWholeList<KnownDoubt>(store, NAME))?.items ?? []
  return [...items].sort((a, b) => a.since.localeCompare(b.since) || a.objectId.localeCompare(b.objectId))
}

/** As of `accountsInDoubt`, by the last full run and what administrators have said since. */
export async function readAccountsInDoubt(store: Store, isOwned: boolean): Promise<ReadonlySet<string>> {
  const doubts = (await readWholeList<KnownDoubt>(store, NAME))?.items ?? []
  return doubts.length === 0 ? new Set() : accountsInDoubt(doubts, await readVerdicts(store), isOwned)
}

/** What an administrator has said of a person and an account, and what is needed to take it back. */
export interface Decision {
  readonly verdict: Verdict
  readonly at: string
  /** Whose the account was before, where it was somebody's. */
  readonly before?: string
  /** There was a link, which was ended by this. */
  readonly isUnlinked?: true
}

/** Of one value's 240 KiB, at some 150 bytes each. */
const DECISIONS_MAX = 1_500

/** By `pairOf`. */
export const identityDecisions = defineRecord<Readonly<Record<string, Decision>>>('identity-decisions', {})

/** A doubt of the last full run with what was said of it, or what was said of a pair that no run is in doubt of any more. */
export interface KnownIdentity extends Omit<KnownDoubt, 'because'> {
  /** null: the last full run was in no doubt. */
  readonly because: DoubtReason | null
  readonly decision: Decision | null
}

/** What is open, the oldest first; then what is decided, the newest decision first: each can be taken back. */
export async function listIdentities(store: Store): Promise<readonly KnownIdentity[]> {
  const left = new Map(Object.entries(await identityDecisions.read(store)))
  const all: KnownIdentity[] = (await readIdentityDoubts(store)).map((doubt) => {
    const pair = pairOf(doubt.objectId, doubt.accountId)
    const decision = left.get(pair) ?? null
    left.delete(pair)
    return { ...doubt, decision }
  })
  for (const [pair, decision] of left) {
    const [objectId = '', accountId = ''] = pair.split(' ')
    const sides = { objectId, accountId: accountId === '' ? null : accountId, otherId: decision.before ?? null }
    all.push({ ...sides, because: null, since: decision.at, decision })
  }
  const decidedAt = ({ decision }: KnownIdentity): string => decision?.at ?? ''
  const decided = all.filter(({ decision }) => decision !== null)
  return [
    ...all.filter(({ decision }) => decision === null),
    ...decided.sort((a, b) => decidedAt(b).localeCompare(decidedAt(a))),
  ]
}

/** @returns whether a person and an account do not belong together by what administrators have said so far */
export async function readSeparated(
  store: Pick<Store, 'readMany'>,
): Promise<(objectId: string, accountId: string) => boolean> {
  const decisions = await identityDecisions.read(store)
  const moved = new Set(
    Object.entries(decisions).flatMap(([pair, { verdict, before }]) =>
      verdict === 'same' && before !== undefined ? [pairOf(before, pair.slice(pair.indexOf(' ') + 1))] : [],
    ),
  )
  return (objectId, accountId) => {
    const pair = pairOf(objectId, accountId)
    return decisions[pair]?.verdict === 'another' || moved.has(pair)
  }
}

export function readVerdicts(store: Store): Promise<Verdicts> {
  return identityDecisions.read(store)
}

/**
 * @param how 'anew' replaces what was said before
 * @throws AppError `conflict` when somebody has decided this already, `invalid-input` when there is no room for more
 */
export async function decideIdentity(
  store: Store,
  objectId: string,
  accountId: string | null,
  decision: Decision,
  how: 'first' | 'anew' = 'first',
): Promise<void> {
  const pair = pairOf(objectId, accountId)
  await identityDecisions.change(store, (known) => {
    if (pair in known && how === 'first')
      throw new AppError(
        'conflict',
        'Expected a doubt that is open, got one that somebody has decided. Take that back first.',
      )
    const isSame = (one: string): boolean => one !== pair && known[one]!.verdict === 'same'
    const isRival = (one: string): boolean => one.startsWith(`${objectId} `) || one.endsWith(` ${accountId}`)
    if (decision.verdict === 'same' && Object.keys(known).some((one) => isSame(one) && isRival(one)))
      throw new AppError(
        'conflict',
        'Expected a person and an account of whom nobody has said whose they are, got one of whom somebody has. Take that back first.',
      )
    if (Object.keys(known).length >= DECISIONS_MAX)
      throw new AppError(
        'invalid-input',
        `Expected at most ${DECISIONS_MAX} decisions. Take back those that are no longer needed.`,
      )
    return { ...known, [pair]: decision }
  })
}

/** @returns what was said. @throws AppError `conflict` when nothing was, or somebody has taken it back */
export async function takeBackIdentity(store: Store, objectId: string, accountId: string | null): Promise<Decision> {
  const pair = pairOf(objectId, accountId)
  let taken: Decision | undefined
  await identityDecisions.change(store, (known) => {
    const { [pair]: decision, ...others } = known
    taken = decision
    return others
  })
  if (taken !== undefined) return taken
  throw new AppError('conflict', 'Expected a decision, got none: somebody has taken it back. Load the page again.')
}

/** Forgets closed accounts. */
export async function forgetDecisionsOf(store: Store, accountIds: readonly string[]): Promise<void> {
  const gone = new Set(accountIds)
  const isGone = (pair: string): boolean => gone.has(pair.slice(pair.indexOf(' ') + 1))
  await keepDecisions(store, (pair) => !isGone(pair))
  const doubts = (await readWholeList<KnownDoubt>(store, NAME))?.items ?? []
  const kept = doubts.filter(({ accountId }) => accountId === null || !gone.has(accountId))
  if (kept.length < doubts.length) await saveList(store, NAME, kept)
}

/** Another directory takes the place of the one whose people these are about. */
export async function forgetIdentities(store: Store): Promise<void> {
  await keepDecisions(store, () => false)
  await saveIdentityDoubts(store, [], new Date(0))
}

async function keepDecisions(store: Store, isKept: (pair: string) => boolean): Promise<void> {
  if (Object.keys(await identityDecisions.read(store)).every(isKept)) return
  await identityDecisions.change(store, (known) =>
    Object.fromEntries(Object.entries(known).filter(([pair]) => isKept(pair))),
  )
}
