import type { Link } from '../../core/people'
import type { Store } from '../../ports'
import type { PlanHeader } from './plan-store'
import { toLink, toStoredLink } from './stored-link'
import type { StoredLink } from './stored-link'

/**
 * What a slice of a plan has done so far. Links lie in shards that are dear to write one person at a time, so a slice
 * writes them at its end, or a later one does (waiting-links.ts); until then each finished batch leaves one small entry,
 * and a slice that was killed is read back from those.
 */
export interface Progress {
  readonly next: number
  readonly outcomes: Readonly<Record<string, number>>
  /** What this slice has learnt; what earlier slices left waiting is not among it. */
  readonly links: ReadonlyMap<string, Link | null>
  /** Whether the links may wait for a later slice. */
  readonly mayWait: boolean
  /** Where the batches begin that are in the journal. */
  readonly journalled: readonly number[]
  /** Where the batches begin that have an entry, those that wait since earlier slices first. */
  readonly noted: readonly number[]
}

interface Entry {
  readonly next: number
  readonly isJournalled: boolean
  readonly mayWait: boolean
  readonly outcomes: Readonly<Record<string, number>>
  readonly links: readonly (readonly [objectId: string, StoredLink | null])[]
}

/** A batch that is done and has no entry yet. */
export interface UnnotedBatch {
  readonly start: number
  readonly links: ReadonlyMap<string, Link | null>
  readonly isJournalled: boolean
  readonly mayWait: boolean
}

/** What one batch did, named by its first action. */
const entryKeyOf = (planId: string, from: number): string => `plan:${planId}:from:${from}`

/** Entries are deleted with the slice; one that a crash leaves behind goes by itself. */
const ENTRY_TTL_SECONDS = 2 * 24 * 3_600

/** Where the plan stands: its header, and what a killed slice did beyond it. */
export async function readProgress(store: Store, header: PlanHeader): Promise<Progress> {
  let progress: Progress = {
    next: header.next,
    outcomes: header.outcomes,
    links: new Map(),
    mayWait: true,
    journalled: header.journalled ?? [],
    noted: header.waiting?.starts ?? [],
  }
  while (progress.next < header.total) {
    const entry = await store.get<Entry>(entryKeyOf(header.planId, progress.next))
    if (entry === null) break
    progress = {
      next: entry.next,
      outcomes: entry.outcomes,
      links: new Map([...progress.links, ...linksOf(entry)]),
      mayWait: progress.mayWait && entry.mayWait,
      journalled: withStart(progress.journalled, progress.next, entry.isJournalled),
      noted: [...progress.noted, progress.next],
    }
  }
  return progress
}

/** The links of batches that have an entry. */
export async function readNotedLinks(
  store: Store,
  planId: string,
  starts: readonly number[],
): Promise<ReadonlyMap<string, Link | null>> {
  const wanted = starts.map((start) => entryKeyOf(planId, start))
  const entries = await store.getMany<Entry>(wanted)
  return new Map(wanted.flatMap((key) => linksOf(entries.get(key))))
}

function linksOf(entry: Entry | undefined): [objectId: string, Link | null][] {
  return (entry?.links ?? []).map(([objectId, link]) => [objectId, link && toLink(link)])
}

/** Batches are of these sizes, but where the type of the actions changes. */
const BATCH_SIZES = [20, 100]
/** Jumps in batches: each look doubles what the last one reached. */
const JUMPS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]

/**
 * How far a plan is by now, for somebody who looks on: in a few reads where `readProgress` follows every entry. A batch
 * that ends between two looks may be missing.
 */
export async function readReach(store: Store, header: PlanHeader): Promise<Pick<Progress, 'next' | 'outcomes'>> {
  let reach: Pick<Progress, 'next' | 'outcomes'> = { next: header.next, outcomes: header.outcomes }
  for (;;) {
    const { next } = reach
    const jumps = BATCH_SIZES.flatMap((size) => JUMPS.map((jump) => next + size * jump))
    const starts = [...new Set([next, ...jumps])].filter((start) => start < header.total)
    const found = await store.getMany<Entry>(starts.map((start) => entryKeyOf(header.planId, start)))
    const furthest = [...found.values()].reduce((best, entry) => (entry.next > best.next ? entry : best), reach)
    if (furthest.next === next) return reach
    reach = furthest
  }
}

export function addBatch(
  progress: Progress,
  length: number,
  outcomes: readonly string[],
  { start, links, isJournalled, mayWait }: UnnotedBatch,
): Progress {
  const counts: Record<string, number> = { ...progress.outcomes }
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1
  return {
    ...progress,
    next: progress.next + length,
    outcomes: counts,
    links: new Map([...progress.links, ...links]),
    mayWait: progress.mayWait && mayWait,
    journalled: withStart(progress.journalled, start, isJournalled),
  }
}

function withStart(starts: readonly number[], start: number, isAdded: boolean): readonly number[] {
  return isAdded && !starts.includes(start) ? [...starts, start] : starts
}

/** Leaves an entry for the batch that brought the plan to `progress`. */
export async function noteBatch(
  store: Store,
  planId: string,
  progress: Progress,
  { start, links, isJournalled, mayWait }: UnnotedBatch,
): Promise<Progress> {
  const { next, outcomes } = progress
  const stored = [...links].map(([objectId, link]) => [objectId, link && toStoredLink(link)] as const)
  const entry: Entry = { next, outcomes, isJournalled, mayWait, links: stored }
  await store.create(entryKeyOf(planId, start), entry, ENTRY_TTL_SECONDS)
  return { ...progress, noted: [...progress.noted, start] }
}

/** Forgets the entries; the header counts their batches by now. */
export async function forgetNotes(store: Store, planId: string, { noted }: Progress): Promise<void> {
  if (noted.length > 0) await store.deleteMany(noted.map((start) => entryKeyOf(planId, start)))
}
