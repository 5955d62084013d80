import type { JobName } from '../../../core/plan'
import { acceptSourceSize } from '../../state/accepted-sizes'
import { approvePlan, armJob, runNow } from '../jobs'
import type { ArmQuestion } from '../jobs'
import { stopRun } from '../journal'
import { changes, reads } from '../method'
import { readRunning } from '../running'

export const jobMethods = {
  setArmed: changes<ArmQuestion>('armed')(armJob),
  runNow: changes<{ job: JobName }>('run-started')(runNow),
  approvePlan: changes<{ planId: string }>('plan-approved')(approvePlan),
  readRunning: reads()(readRunning),
  acceptSourceSize: changes<{ source: string }>('size-accepted')(acceptSourceSize),
  stopRun: changes<{ planId: string }>('run-stopped')(stopRun),
}
