/** The inbox of those who ask for a seat. */
import type { Swap, Versioned } from './storage'

/**
 * A refused request stays for a day, so that the person finds the reason and a further signal costs nothing.
 * 'undo': an administrator gives access back; served after everybody who asks.
 */
export type RequestState = 'open' | 'waiting' | 'refused' | 'undo'

/** One wish for a seat: at most one per person and product. */
export interface AccessRequest {
  readonly key: string
  readonly accountId: string
  readonly productKey: string
  readonly state: RequestState
  readonly askedAt: string
  /** When the person acted, where the app heard of it later. */
  readonly actedAt?: string
  /** No own record told whose account it is: it is looked up before anything else is read for it. */
  readonly isStranger?: true
  /** Name of the source that asked; 'undo' and 'return' give back what was taken. */
  readonly source: string
  /** Place among those who wait, in seconds since 1970, where an administrator has moved it; else the time of asking. */
  readonly place?: number
  /** Undo only: the groups that were taken, all of which come back; the guard joins the first. */
  readonly groupIds?: readonly string[]
  /** Tries that failed for a reason of this person's own: the more, the longer until the next one. */
  readonly tries?: number
  /** Open and undo only: what could not be done is tried again then, and is in nobody's way until then. */
  readonly nextAt?: string
  /** Why it waits, was refused or could not be done, and how many seats were free then. */
  readonly refusal?: { readonly because: string; readonly free: number; readonly at: string }
}

export interface RequestBox {
  /** @returns false when this person already asks or waits for the product */
  add(request: AccessRequest): Promise<boolean>
  /** Writes over a refusal, and over nothing else. @returns false when there is none (any more) */
  askAgain(request: AccessRequest): Promise<boolean>
  /** As they are now (strongly consistent); those that are gone are missing. */
  getMany(keys: readonly string[]): Promise<readonly AccessRequest[]>
  /**
   * Oldest first, and behind all of those the ones with a `nextAt`, by that. A request made moments ago may be missing
   * (queries are eventually consistent).
   */
  list(state: 'open' | 'refused' | 'undo', limit: number): Promise<readonly AccessRequest[]>
  /** Those who wait for one product. */
  listWaiting(productKey: string, limit: number): Promise<readonly AccessRequest[]>
  update(requests: readonly AccessRequest[]): Promise<void>
  remove(keys: readonly string[]): Promise<void>
  /** Requests and records as they are now, up to 25 of them in one call of the storage. No key names both. */
  readBeside(
    keys: readonly string[],
    recordKeys: readonly string[],
  ): Promise<{
    readonly requests: readonly AccessRequest[]
    readonly records: ReadonlyMap<string, Versioned<unknown>>
  }>
  /**
   * Adds requests of which none is there and changes records, all of it in one call of the storage, or nothing.
   * @returns false when one of them is there, or somebody else has changed one of the records meanwhile; a storage that takes
   * no condition on what is not there says so, too: then each is done for itself
   */
  addBeside(requests: readonly AccessRequest[], changes: ReadonlyMap<string, Swap>): Promise<boolean>
}
