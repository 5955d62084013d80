import type { Store } from '../../ports'
import { DAY_MS, SECOND_MS } from '../../core/time'

/** Marks that hold nothing to lose: that something was done or is wished for. Whoever writes one again writes the same. */

export const WAKE = 'inbox-wake'
export const LAST_TICK = 'last-tick'
const DAY_SECONDS = DAY_MS / SECOND_MS

/** When the drain was last woken; null = not since it last began. */
export async function readWake(store: Pick<Store, 'readMany'>): Promise<string | null> {
  return (await store.readMany<string>([WAKE])).get(WAKE)?.value ?? null
}

export async function noteWake(store: Store, at: string): Promise<void> {
  await store.set(WAKE, at)
}

export async function forgetWake(store: Store): Promise<void> {
  await store.delete(WAKE)
}

/** For who reads it together with something else. */
export const QUEUE = 'inbox-queue'

/** How far the drain has come with those who ask, while there are more than one slice of it serves. */
export interface Queue {
  readonly at: string
  /** When the last of the slice had asked. */
  readonly to: string
}

/** What the drain told longer ago says nothing of those who ask now. */
const QUEUE_MAX_AGE_MS = 30 * SECOND_MS

/** More people ask now than one slice of the drain serves. @param noted as the drain left it */
export function isCrowded(noted: Queue | null | undefined, now: Date): noted is Queue {
  return now.getTime() - Date.parse(noted?.at ?? '') < QUEUE_MAX_AGE_MS
}

export async function noteQueue(store: Store, queue: Queue): Promise<void> {
  await store.set(QUEUE, queue)
}

const AGAIN = 'inbox-again'

/** When the inbox was last to be drained for those who were refused and ask again; null = never. */
export function readAgain(store: Store): Promise<string | null> {
  return store.get(AGAIN)
}

export async function noteAgain(store: Store, at: string): Promise<void> {
  await store.set(AGAIN, at)
}

/** When the five-minute tick was last noted. */
export function readLastTick(store: Store): Promise<string | null> {
  return store.get(LAST_TICK)
}

export async function noteLastTick(store: Store, at: string): Promise<void> {
  await store.set(LAST_TICK, at)
}

/** For who reads it together with something else. */
export const stopOf = (planId: string): string => `stop:${planId}`

/** An administrator's wish that a plan be stopped; it is kept for longer than any plan takes to see it. */
export async function wishStop(store: Store, planId: string, at: string): Promise<void> {
  await store.set(stopOf(planId), at, DAY_SECONDS)
}

/** @returns those of the plans that are to stop */
export async function readStopWishes(store: Store, planIds: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await store.getMany(planIds.map(stopOf))
  return new Set(planIds.filter((planId) => found.has(stopOf(planId))))
}

const INVITED_DAYS = 3
const invitedOf = (objectId: string): string => `invited:${objectId}`

/** That people of the directory were invited to the organization, so that it is not done twice. */
export async function noteInvited(store: Store, objectIds: readonly string[], now: Date): Promise<void> {
  const at = now.toISOString()
  await Promise.all(objectIds.map((id) => store.set(invitedOf(id), { at }, INVITED_DAYS * DAY_SECONDS)))
}

/** @returns those who were invited within the last three days; what is past its time may still be there for a while */
export async function readInvited(store: Store, objectIds: readonly string[], now: Date): Promise<ReadonlySet<string>> {
  const known = await store.getMany<{ readonly at: string }>(objectIds.map(invitedOf))
  const since = now.getTime() - INVITED_DAYS * DAY_MS
  return new Set(objectIds.filter((id) => Date.parse(known.get(invitedOf(id))?.at ?? '') > since))
}

export async function forgetInvited(store: Store, objectIds: readonly string[]): Promise<void> {
  await store.deleteMany(objectIds.map(invitedOf))
}

export const nonceOf = (nonce: string): string => `signal-nonce:${nonce}`

/** Of a call of the web trigger that was taken in. @param nonce signed, so that it fits into a key @returns false: it was before */
export function useNonce(store: Store, nonce: string, seconds: number): Promise<boolean> {
  return store.create(nonceOf(nonce), 1, seconds)
}
