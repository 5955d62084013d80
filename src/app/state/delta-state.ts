import { defineRecord } from './record'

/** Where the changes of the directory were left. */
export interface DeltaState {
  readonly cursor: string
  readonly at: string
  /** The directory wants to be left alone until then. */
  readonly restUntil?: string
}

/** null = the next look begins anew. */
export const deltaState = defineRecord<DeltaState | null>('delta', null)
