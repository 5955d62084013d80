/** Work for later. */

export type JobMessage =
  | { readonly type: 'run'; readonly run: RunName; readonly runId: string; readonly resume?: number }
  | { readonly type: 'apply'; readonly planId: string }
  | { readonly type: 'verify'; readonly planId: string }
  | { readonly type: 'undo'; readonly undoId: string }
  | { readonly type: 'preview'; readonly previewId: string }

export type RunName = 'provision' | 'leavers' | 'sweep'

export interface JobQueue {
  push(message: JobMessage, delaySeconds?: number): Promise<void>
}

export interface InboxQueue {
  /** Wakes the drain. `hint` is the key of a request that a query may not show yet. */
  wake(hint: string | null, delaySeconds?: number): Promise<void>
}
