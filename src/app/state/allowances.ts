import { SITE_PARTS, takeFrom } from '../../core/allowances'
import type { AllowanceKind, Spent } from '../../core/allowances'
import { AppError } from '../../core/errors'
import { shardOf } from '../../core/links'
import { DAY_MS, SECOND_MS } from '../../core/time'
import type { Clock, Ports, Store, Swap } from '../../ports'

const KEPT_SECONDS = (2 * DAY_MS) / SECOND_MS
/** Whoever is later than others so often comes back: trying on would be what costs. */
const ATTEMPTS = 8
/** Those who count at the same moment go apart: up to twice as long each time. */
const APART_MS = 25

/** Waits until somebody who came too late tries for the next time. @param attempt from 0 */
export function goApart(clock: Pick<Clock, 'sleep'>, attempt: number): Promise<void> {
  return clock.sleep(Math.random() * APART_MS * 2 ** (attempt + 1))
}

/** For who reads it together with something else. */
export const allowanceOf = (owner: string): string => `allowance:${owner}`

/** The part of the site's own allowances on which somebody, or some call, counts. */
export const sitePartOf = (id: string): string => `site:${Number.parseInt(shardOf(id), 16) % SITE_PARTS}`

const refusalOf = (owner: string, kind: AllowanceKind): string => `${kind} ${owner}`

/** Whether this instance has refused the same within this minute. */
export function isRefused({ memory }: Pick<Ports, 'memory'>, owner: string, kind: AllowanceKind): boolean {
  return memory.read(refusalOf(owner, kind)) !== null
}

/** @returns whether nothing is left of it; nothing is counted */
export async function isSpent(
  ports: Pick<Ports, 'store' | 'clock' | 'memory'>,
  owner: string,
  kind: AllowanceKind,
): Promise<boolean> {
  if (isRefused(ports, owner, kind)) return true
  const key = allowanceOf(owner)
  const spent = (await ports.store.readMany<Spent>([key])).get(key)?.value ?? {}
  if (takeFrom(spent, kind, 1, ports.clock.now()).taken > 0) return false
  ports.memory.keep(refusalOf(owner, kind), true)
  return true
}

/**
 * Takes from what somebody may do in a while. It is counted before it is done: a crash in between allows less, not more.
 * Who was refused is refused without the store until the minute is over, as far as this instance knows.
 * @returns how many of the wanted pieces were left
 * @throws AppError `throttled` when others were always faster: that says nothing of what is left
 */
export async function spend(
  ports: Pick<Ports, 'store' | 'clock' | 'memory'>,
  owner: string,
  kind: AllowanceKind,
  wanted = 1,
): Promise<number> {
  if (isRefused(ports, owner, kind)) return 0
  const { store, clock, memory } = ports
  const key = allowanceOf(owner)
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = (await store.readMany<Spent>([key])).get(key)
    const { taken, spent } = takeFrom(before?.value ?? {}, kind, wanted, clock.now())
    if (taken === 0) {
      memory.keep(refusalOf(owner, kind), true)
      return 0
    }
    const swap = { expected: before?.version ?? null, value: spent, ttlSeconds: KEPT_SECONDS }
    if ((await store.swapMany(new Map([[key, swap]]))).has(key)) return taken
    await goApart(clock, attempt)
  }
  throw new AppError(
    'throttled',
    `Storage: expected to count a call within ${ATTEMPTS} attempts, others were faster each time. It can be tried again in a few seconds.`,
  )
}

/**
 * Takes one piece of each kind in the same write as something else.
 * @returns false: nothing was taken or written, since one of the kinds is used up, nothing was ever counted, or somebody was
 * faster; then each is taken for itself
 */
export async function spendBeside(
  ports: Pick<Ports, 'store' | 'clock' | 'memory'>,
  owner: string,
  kinds: readonly { readonly kind: AllowanceKind; readonly wanted: number }[],
  write: (changes: ReadonlyMap<string, Swap>) => Promise<boolean>,
): Promise<boolean> {
  if (kinds.some(({ kind }) => isRefused(ports, owner, kind))) return false
  const key = allowanceOf(owner)
  const before = (await ports.store.readMany<Spent>([key])).get(key)
  if (before === undefined) return false
  let { value } = before
  for (const { kind, wanted } of kinds) {
    const { taken, spent } = takeFrom(value, kind, wanted, ports.clock.now())
    if (taken < wanted) return false
    value = spent
  }
  return write(new Map([[key, { expected: before.version, value, ttlSeconds: KEPT_SECONDS }]]))
}

export async function forgetAllowances(store: Store, accountIds: readonly string[]): Promise<void> {
  await store.deleteMany(accountIds.map(allowanceOf))
}
