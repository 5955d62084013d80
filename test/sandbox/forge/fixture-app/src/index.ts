/** Functions that do what a test asks of them in the payload, through the real Forge packages. */
import { asApp, asUser, fetch as forgeFetch, getAppContext, route, webTrigger } from '@forge/api'
import { InvocationError, InvocationErrorCode, Queue } from '@forge/events'
import { Filter, FilterConditions, kvs, MetadataField, Sort, WhereConditions } from '@forge/kvs'
import Resolver from '@forge/resolver'
import { createHash, randomUUID } from 'node:crypto'
import ky from 'ky'

interface IssueEvent {
  eventType: string
  atlassianId: string
}

let invocationsOfThisInstance = 0

/** One read and one write per event: the commonest thing an app does. */
export async function activity(event: IssueEvent): Promise<void> {
  const key = `seen:${event.atlassianId}`
  const seen = (await kvs.get<{ count: number }>(key)) ?? { count: 0 }
  await kvs.set(key, { count: seen.count + 1 })
}

export async function lifecycle(event: { eventType: string }): Promise<void> {
  await kvs.set('installed', { eventType: event.eventType, at: new Date().toISOString() })
}

export async function removed(): Promise<void> {
  console.log('removed', Object.keys((await kvs.get<object>('installed')) ?? {}).length)
}

export async function scheduled(event: { context: { moduleKey: string } }): Promise<void> {
  const ticks = (await kvs.get<string[]>('ticks')) ?? []
  await kvs.set('ticks', [...ticks.slice(-99), new Date().toISOString()])
  console.info(`tick ${event.context.moduleKey}`)
}

interface Work {
  name: string
  sleepMs?: number
  failTimes?: number
  retryAfter?: number
  repush?: boolean
  asUser?: boolean
}

export async function worker(event: {
  body: Work & Record<string, unknown>
  retryContext?: { retryCount: number; retryData: unknown }
}): Promise<unknown> {
  const { name, sleepMs, failTimes = 0, retryAfter, repush, asUser: isUser } = event.body
  const attempt = event.retryContext?.retryCount ?? 0
  console.info(JSON.stringify({ name, attempt, data: event.retryContext?.retryData ?? null, at: Date.now() }))
  if (sleepMs !== undefined) await new Promise((resolve) => setTimeout(resolve, sleepMs))
  if (attempt < failTimes) {
    if (retryAfter === undefined) throw new Error(`failing ${name}`)
    return new InvocationError({
      retryAfter,
      retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
      retryData: { attempt },
    })
  }
  if (isUser === true) await asUser().requestJira(route`/rest/api/3/mypermissions`)
  if (repush === true) await new Queue({ key: 'work' }).push({ body: event.body })
  await kvs.set(`done:${name}`, { at: Date.now(), attempt })
  return undefined
}

export async function signal(request: {
  method: string
  userPath: string
  queryParameters: Record<string, string[]>
  body: string
}): Promise<unknown> {
  if (request.body === 'throw') throw new Error('broken')
  const { method, userPath, queryParameters, body } = request
  return {
    statusCode: 202,
    headers: { 'content-type': ['text/plain'] },
    body: JSON.stringify({ method, userPath, queryParameters, body }),
  }
}

const tools = {
  kvs,
  asApp,
  asUser,
  route,
  forgeFetch,
  getAppContext,
  webTrigger,
  Queue,
  Filter,
  FilterConditions,
  WhereConditions,
  MetadataField,
  Sort,
  ky,
  createHash,
  randomUUID,
  sleep: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)),
}
export type Tools = typeof tools

const definitions = new Resolver()
definitions.define('echo', ({ payload, context }) => ({
  payload,
  accountId: context.accountId,
  moduleKey: context.moduleKey,
}))
definitions.define('count', () => (invocationsOfThisInstance += 1))
/** Runs a test's own statements inside the bundle, where they see its globals. */
definitions.define('run', async ({ payload }) => {
  const { code } = payload as { code: string }
  const names = Object.keys(tools)
  const scope = { Date, Math, crypto, fetch, performance, setTimeout, process, AbortSignal }
  const run = new Function(...names, ...Object.keys(scope), `return (async () => { ${code} })()`)
  return (await (run as (...args: unknown[]) => Promise<unknown>)(
    ...Object.values(tools),
    ...Object.values(scope),
  )) as never
})
export const resolver = definitions.getDefinitions()
