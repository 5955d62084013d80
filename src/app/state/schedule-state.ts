import type { RunName } from '../../ports'
import { defineRecord } from './record'

/** Newest slot of each schedule that was handed to the queue. */
export type ScheduleState = Readonly<Record<RunName, string>> & {
  /** Last weekly slot of the report of personal data; absent = the installation's age is not known yet. */
  readonly personalData?: string
  /** Day (YYYY-MM-DD, UTC) that was measured last. */
  readonly measured?: string
}

/** null = the app was not installed by an event that reached it. */
export const scheduleState = defineRecord<ScheduleState | null>('schedule', null)
