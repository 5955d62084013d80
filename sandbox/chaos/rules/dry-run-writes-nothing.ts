/** Rule 12: a job that is not armed changes nothing outside. What an administrator undoes is that administrator's own wish. */
import type { Job } from '../../administrator/create-administrator'
import { isRemoteWrite } from '../../meters/remote-writes'
import type { ServiceRequest } from '../../service'
import type { Rule } from './rule'
import { onEvents } from './rule'

export const dryRunWritesNothing: Rule = {
  name: 'dry-run-writes-nothing',
  watch: onEvents(({ sandbox: { host }, truth }, broken) => {
    host.onRequest((service, request) => {
      if (request.origin === null || !isRemoteWrite(service, request)) return
      const jobs = jobsOf(request)
      if (jobs.some((job) => truth.wasArmed(job))) return
      if (truth.hasUndone() && request.method !== 'DELETE') return
      broken(
        `${request.method} ${request.url.pathname} by ${request.origin.functionKey}; ${jobs.join(' and ')} not armed.`,
      )
    })
  }),
}

/** Which jobs may make such a call. */
function jobsOf({ method, url, origin }: ServiceRequest): readonly Job[] {
  if (!url.pathname.includes('/memberships')) return ['provision']
  if (origin?.functionKey === 'inbox-worker') return ['grant']
  return method === 'DELETE' ? ['provision', 'sweep'] : ['provision']
}
