import { Queue } from '@forge/events'
import type { InboxQueue, JobMessage, JobQueue, LookQueue } from '../../ports'

/** Queues as named in manifest.yml. Bodies carry ids only. */
export function createJobQueue(): JobQueue {
  const queue = new Queue({ key: 'jobs' })
  return {
    push: async (message: JobMessage, delaySeconds = 0) => {
      await queue.push({ body: { ...message }, ...(delaySeconds > 0 ? { delayInSeconds: delaySeconds } : {}) })
    },
  }
}

export function createLookQueue(): LookQueue {
  const queue = new Queue({ key: 'looks' })
  return {
    push: async (delaysSeconds) => {
      await queue.push(delaysSeconds.map((delayInSeconds) => ({ body: {}, delayInSeconds })))
    },
  }
}

export function createInboxQueue(): InboxQueue {
  const queue = new Queue({ key: 'inbox' })
  return {
    wake: async (hint, delaySeconds = 0) => {
      await queue.push({ body: { hint }, ...(delaySeconds > 0 ? { delayInSeconds: delaySeconds } : {}) })
    },
  }
}
