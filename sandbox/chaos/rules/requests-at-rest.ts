/** Requests for seats as they lie in the store. */
import type { World } from '../world'

export interface RequestAtRest {
  readonly accountId: string
  readonly state: 'open' | 'waiting' | 'refused' | 'undo'
  /** ISO date. */
  readonly askedAt: string
  readonly source: string
  readonly groupIds?: readonly string[]
  readonly refusal?: { readonly because: string; readonly at: string; readonly free: number }
}

export function requestsAtRest(world: World): readonly RequestAtRest[] {
  const rows = Object.values(world.storage().entities['request'] ?? {}) as {
    state: string
    data: Omit<RequestAtRest, 'state'>
  }[]
  // One who waits is kept under the product: "waiting:jira-software".
  return rows.map(({ state, data }) => ({ ...data, state: state.split(':')[0] as RequestAtRest['state'] }))
}
