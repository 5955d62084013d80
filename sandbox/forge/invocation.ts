/** One run of one function of the app, and what the platform knows about it. */
import type { AppFunction } from './manifest'

export type Outcome = 'ok' | 'error' | 'timed-out' | 'killed'

export interface InvocationResult {
  readonly outcome: Outcome
  /** What the handler returned; undefined unless ok. */
  readonly value: unknown
  /** Message of what the handler threw, or of what the platform did. */
  readonly error: string | null
}

/** An invocation and everything its queue events cause: the cyclic limit counts pushes per tree. */
export interface InvocationTree {
  pushes: number
}

export interface InvocationRequest {
  readonly functionKey: string
  readonly moduleKey: string
  /** e.g. `trigger`, `consumer`, `jira:adminPage` */
  readonly moduleType: string
  /** First argument of the handler. */
  readonly payload: unknown
  /** The user on whose behalf it runs; absent for triggers, schedules and consumers. */
  readonly accountId?: string
  readonly tree?: InvocationTree
  readonly onStart?: () => void
  readonly onEnd?: (result: InvocationResult) => void
}

export interface Invocation {
  readonly id: number
  readonly request: InvocationRequest
  readonly fn: AppFunction
  readonly tree: InvocationTree
  readonly startedAt: number
  readonly deadline: number
  /** False once it ended: from then on the platform answers none of its calls. */
  isAlive: boolean
  egressRequests: number
  logLines: number
  logBytes: number
}
