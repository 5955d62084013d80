import type { JobName } from '../../../core/plan'
import { approvePlan, armJob, runNow } from '../jobs'
import { stopRun } from '../journal'
import { method } from '../method'

export const jobMethods = {
  setArmed: method<{ job: JobName; armed: boolean }>()(armJob),
  runNow: method<{ job: JobName }>()(runNow),
  approvePlan: method<{ planId: string }>()(approvePlan),
  stopRun: method<{ planId: string }>()(stopRun),
}
