/** Work for later. */

export type JobMessage =
  | { readonly type: 'run'; readonly run: RunName; readonly runId: string; readonly resume?: number }
  | { readonly type: 'apply'; readonly planId: string }
  | { readonly type: 'verify'; readonly planId: string }
  /** Another try for people whose change failed, those whose time has come. */
  | { readonly type: 'again' }
  | { readonly type: 'undo'; readonly undoId: string }
  | { readonly type: 'preview'; readonly previewId: string }
  /** The weekly report of the accounts we keep something about; `from` is the first shard of links, `cursor` a place among the holders. */
  | { readonly type: 'personal-data'; readonly slot: string; readonly from: number; readonly cursor: string | null }

export type RunName = 'provision' | 'leavers' | 'sweep'

export interface JobQueue {
  push(message: JobMessage, delaySeconds?: number): Promise<void>
}

export interface LookQueue {
  /** One look at the sign-in log after each of these. */
  push(delaysSeconds: readonly number[]): Promise<void>
}

export interface InboxQueue {
  /** Wakes the drain. `hint` is the key of a request that a query may not show yet. */
  wake(hint: string | null, delaySeconds?: number): Promise<void>
}
