import type { Breaker } from '../../core/breaker'
import type { Action } from '../../core/plan'
import { shardOf } from '../../core/links'
import { addSummaries, isTroubled, personIdIn, personIdOf, summarize } from '../../core/troubles'
import type { Trouble, TroubleSummary, Troubles } from '../../core/troubles'
import type { Store } from '../../ports'
import { defineRecord, defineRecords } from './record'

/**
 * People whose change failed, in sixteen parts by the person's id, so that thousands of them fit; and a small head, which the
 * engine and the tick read with what they read anyway. While nobody is in trouble nothing else is read, and nothing written.
 */
interface Part {
  /** Counts the changes: of two writers the later one tells the head. */
  readonly edition: number
  readonly troubles: Troubles
}

export interface TroubleHead {
  /** By part; one that nobody is in is missing or counts 0. */
  readonly parts: Readonly<Record<string, TroubleSummary & { readonly edition: number }>>
  /** By type of action: those whose calls fail. */
  readonly breakers: Readonly<Partial<Record<Action['type'], Breaker>>>
}

const NO_HEAD: TroubleHead = { parts: {}, breakers: {} }
/** Below the 240 KiB of one value: some 400 entries. Who does not fit waits for the next full run. */
const PART_LENGTH = 220_000
const ALL_PARTS = [...'0123456789abcdef']

const parts = defineRecords<Part>((name) => `troubles:${name}`)
const head = defineRecord<TroubleHead>('troubles', NO_HEAD)
/** For who reads it together with something else. */
export const TROUBLE_HEAD = head.key

/** @param saved as read with other keys */
export function troubleHeadAmong(saved: ReadonlyMap<string, unknown>): TroubleHead {
  return (saved.get(TROUBLE_HEAD) as TroubleHead | undefined) ?? NO_HEAD
}

export function readTroubleHead(store: Store): Promise<TroubleHead> {
  return head.read(store)
}

export function summaryOf({ parts: known }: TroubleHead): TroubleSummary {
  return addSummaries(Object.values(known))
}

/** @returns by `troubleKeyOf`, all of them, or those of these people */
export async function readTroubles(store: Store, personIds?: readonly string[]): Promise<Troubles> {
  const found = await parts.readMany(store, personIds === undefined ? ALL_PARTS : partsOf(personIds))
  return Object.assign({}, ...[...found.values()].map(({ troubles }) => troubles)) as Troubles
}

/** Troubles of these actions, by `troubleKeyOf`; nothing is read where the head knows nobody. */
export async function readTroublesOf(store: Store, known: TroubleHead, actions: readonly Action[]): Promise<Troubles> {
  const personIds = actions.flatMap((action) => (isTroubled(action) ? [personIdOf(action)] : []))
  const inTrouble = partsOf(personIds).some((part) => (known.parts[part]?.count ?? 0) > 0)
  return inTrouble ? readTroubles(store, personIds) : {}
}

/**
 * Changes what is known of some people, and then the head. Who dies in between is delivered again and does both.
 * @param personIds null = everybody
 * @param next asked for each part that one of them is in, and told who belongs there; what it does not change stays
 */
export async function changeTroubles(
  store: Store,
  personIds: readonly string[] | null,
  next: (troubles: Troubles, isHere: (personId: string) => boolean) => Troubles,
  nextBreakers: (breakers: TroubleHead['breakers']) => TroubleHead['breakers'] = (breakers) => breakers,
): Promise<void> {
  const changed = new Map<string, TroubleHead['parts'][string]>()
  const names = personIds === null ? ALL_PARTS : partsOf(personIds)
  await parts.changeMany(store, names, (part, name) => {
    const before = part ?? { edition: 0, troubles: {} }
    const troubles = fitting(
      before.troubles,
      next(before.troubles, (personId) => partOf(personId) === name),
    )
    changed.delete(name)
    if (JSON.stringify(troubles) === JSON.stringify(before.troubles)) return part
    const edition = before.edition + 1
    changed.set(name, { ...summarize(troubles), edition })
    return { edition, troubles }
  })
  await head.change(store, (known) => ({
    parts: { ...known.parts, ...Object.fromEntries([...changed].filter(([name, one]) => isNewer(one, known, name))) },
    breakers: nextBreakers(known.breakers),
  }))
}

function isNewer({ edition }: { readonly edition: number }, known: TroubleHead, name: string): boolean {
  return edition > (known.parts[name]?.edition ?? 0)
}

/** Whoever is new and does not fit is left out. */
function fitting(before: Troubles, after: Troubles): Troubles {
  if (JSON.stringify(after).length <= PART_LENGTH) return after
  return Object.fromEntries(Object.entries(after).filter(([key]) => key in before))
}

/** Changes what is known of the calls of each type. @param next as of a record: it may be asked more than once */
export async function changeBreakers(
  store: Store,
  next: (breakers: TroubleHead['breakers']) => TroubleHead['breakers'],
): Promise<void> {
  await head.change(store, (known) => ({ ...known, breakers: next(known.breakers) }))
}

/** Forgets closed accounts, those of administrators who approved something, or asked for a try, included. */
export async function forgetTroubles(store: Store, accountIds: readonly string[]): Promise<void> {
  if (summaryOf(await head.read(store)).count === 0) return
  const gone = new Set(accountIds)
  await changeTroubles(store, null, (troubles) =>
    Object.fromEntries(
      Object.entries(troubles)
        .filter(([key]) => !gone.has(personIdIn(key)))
        .map(([key, { approvedBy, askedBy, ...one }]) => [
          key,
          {
            ...one,
            ...(approvedBy === undefined || gone.has(approvedBy) ? {} : { approvedBy }),
            ...(askedBy === undefined || gone.has(askedBy) ? {} : { askedBy }),
          },
        ]),
    ),
  )
}

/** A page of the list, the longest in trouble first. @returns how many there are in all */
export async function listTroubles(
  store: Store,
  from: number,
  count: number,
): Promise<{ readonly total: number; readonly troubles: readonly (readonly [key: string, Trouble])[] }> {
  if (summaryOf(await head.read(store)).count === 0) return { total: 0, troubles: [] }
  const all = Object.entries(await readTroubles(store)).sort(
    ([keyA, a], [keyB, b]) => a.since.localeCompare(b.since) || keyA.localeCompare(keyB),
  )
  return { total: all.length, troubles: all.slice(from, from + count) }
}

function partsOf(personIds: readonly string[]): string[] {
  return [...new Set(personIds.map(partOf))]
}

function partOf(personId: string): string {
  return shardOf(personId).at(-1)!
}
