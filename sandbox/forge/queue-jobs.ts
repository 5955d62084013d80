/** What became of each push: the statistics and cancellation that @forge/events asks for by job id. */
import type { ServiceReply } from '../service'

export interface Job {
  readonly queueName: string
  readonly jobId: string
  success: number
  failed: number
  inProgress: number
  isCancelled: boolean
}

export interface Jobs {
  open(queueName: string, jobId: string, events: number): Job
  finish(job: Job, how: 'success' | 'failed'): void
  stats(body: string): ServiceReply
  cancel(body: string): ServiceReply
}

/** Ended jobs are forgotten beyond this many, so that a long simulation does not grow. */
const KEPT_JOBS = 1_000

export function createJobs(): Jobs {
  const jobs = new Map<string, Job>()
  const ended: string[] = []

  const find = (body: string): Job | undefined => {
    const { queueName, jobId } = JSON.parse(body) as { queueName: string; jobId: string }
    const job = jobs.get(jobId)
    return job?.queueName === queueName ? job : undefined
  }

  function end(job: Job): void {
    ended.push(job.jobId)
    if (ended.length < 2 * KEPT_JOBS) return
    for (const jobId of ended.splice(0, KEPT_JOBS)) jobs.delete(jobId)
  }

  return {
    open: (queueName, jobId, events) => {
      const job: Job = { queueName, jobId, success: 0, failed: 0, inProgress: events, isCancelled: false }
      jobs.set(jobId, job)
      return job
    },
    finish: (job, how) => {
      job[how] += 1
      job.inProgress -= 1
      if (job.inProgress === 0) end(job)
    },
    stats: (body) => {
      const job = find(body)
      if (job === undefined) return { status: 404, body: '{}' }
      const { success, inProgress, failed } = job
      return { status: 200, body: JSON.stringify({ success, inProgress, failed }) }
    },
    cancel: (body) => {
      const job = find(body)
      if (job === undefined) return { status: 404, body: '{}' }
      job.isCancelled = true
      end(job)
      return { status: 204, body: '' }
    },
  }
}
