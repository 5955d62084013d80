import type { Sandbox } from '../../sandbox/create-sandbox'

/** Companies live through a night each: the tests die at each fifth of the calls, with `KILL_AT=all` at every one. */
export const KILL_STEP = process.env['KILL_AT'] === 'all' ? 1 : 5

/** Dies before the call is carried out, or right after it. */
export type Kill = 'kill' | 'kill-after'

/** Calls of remote services only, or those of the storage and the queue as well. */
export type KilledCalls = 'remote' | 'any'

/**
 * From now on the worker of the jobs dies at its n-th call, counted over all its invocations.
 * @returns whether it has: false once it makes fewer calls than that
 */
export function killJobsAt(
  { host }: Pick<Sandbox, 'host'>,
  killAt: number,
  how: Kill,
  which: KilledCalls = 'remote',
): () => boolean {
  let calls = 0
  const judge = (functionKey: string | undefined): Kill | undefined => {
    if (functionKey !== 'jobs-worker') return undefined
    calls += 1
    return calls === killAt ? how : undefined
  }
  host.addInterceptor((_, { origin }) => judge(origin?.functionKey))
  if (which === 'any') host.addPlatformInterceptor(({ functionKey }) => judge(functionKey))
  return () => calls >= killAt
}

/** The app's writes to Atlassian's accounts and groups, as "POST /path": those that arrived and were answered. */
export function watchWrites({ host }: Pick<Sandbox, 'host'>): string[] {
  const writes: string[] = []
  host.onRequest((service, { method, url, origin }, reply) => {
    const isWrite = method !== 'GET' && !url.pathname.endsWith('/search')
    if (origin !== null && reply !== null && isWrite && (service === 'scim' || service === 'organization'))
      writes.push(`${method} ${url.pathname}`)
  })
  return writes
}
