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
  /** Asks to be called again after so many seconds, however often it was. */
  retryAfter?: number
}

let invocationsOfThisInstance = 0

/** One read and one write per event: the commonest thing an app does. */
export async function activity(event: IssueEvent): Promise<unknown> {
  const key = `seen:${event.atlassianId}`
  const seen = (await kvs.get<{ count: number }>(key)) ?? { count: 0 }
  await kvs.set(key, { count: seen.count + 1 })
  if (event.retryAfter === undefined) return undefined
  return new InvocationError({
    retryAfter: event.retryAfter,
    retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
  })
}

export async function lifecycle(event: { eventType: string }): Promise<void> {
  await kvs.set('installed', { eventType: event.eventType, at: new Date().toISOString() })
}

export async function removed(): Promise<void> {
  console.log('removed', Object.keys((await kvs.get<object>('installed')) ?? {}).length)
}

export async function scheduled(event: { context: { moduleKey: string } }): Promise<object> {
  const ticks = (await kvs.get<string[]>('ticks')) ?? []
  await kvs.set('ticks', [...ticks.slice(-99), new Date().toISOString()])
  console.info(`tick ${event.context.moduleKey}`)
  return (await kvs.get('mute')) === true ? {} : { statusCode: 204 }
}

interface Work {
  name: string
  sleepMs?: number
  failTimes?: number
  retryAfter?: number
  repush?: boolean
  asUser?: boolean
  /** Statements to run. */
  code?: string
  /** Size of the data to hand back with a retry, as JSON. */
  retryBytes?: number
}

export async function worker(event: {
  body: Work & Record<string, unknown>
  retryContext?: { retryCount: number; retryData: unknown }
}): Promise<unknown> {
  const { name, sleepMs, failTimes = 0, retryAfter, repush, asUser: isUser, code, retryBytes } = event.body
  const attempt = event.retryContext?.retryCount ?? 0
  console.info(JSON.stringify({ name, attempt, data: event.retryContext?.retryData ?? null, at: Date.now() }))
  if (sleepMs !== undefined) await new Promise((resolve) => setTimeout(resolve, sleepMs))
  if (attempt < failTimes) {
    if (retryAfter === undefined) throw new Error(`failing ${name}`)
    return new InvocationError({
      retryAfter,
      retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
      retryData: retryBytes === undefined ? { attempt } : { x: 'x'.repeat(retryBytes - '{"x":""}'.length) },
    })
  }
  if (code !== undefined) await kvs.set(`result:${name}`, (await runCode(code)) as object)
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
  if (request.body.startsWith('sleep ')) await tools.sleep(Number(request.body.slice(6)))
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
  /** A request to the platform's own interfaces past the packages and their checks. */
  platform: async (type: string, path: string, body: unknown) => {
    const send = (globalThis as unknown as { __forge_fetch__: (...args: unknown[]) => Promise<Response> })
      .__forge_fetch__
    const reply = await send({ type, remote: type === 'kvs' ? 'kvs' : 'stargate' }, path, {
      body: JSON.stringify(body),
    })
    return reply.status
  },
}
export type Tools = typeof tools

const definitions = new Resolver()
definitions.define('echo', ({ payload, context }) => ({
  payload,
  accountId: context.accountId,
  moduleKey: context.moduleKey,
}))
definitions.define('count', () => (invocationsOfThisInstance += 1))
definitions.define('run', async ({ payload }) => runCode((payload as { code: string }).code) as never)

/** Runs a test's own statements inside the bundle, where they see its globals. */
async function runCode(code: string): Promise<unknown> {
  const names = Object.keys(tools)
  const scope = { Date, Math, crypto, fetch, performance, setTimeout, process, AbortSignal, console }
  const run = new Function(...names, ...Object.keys(scope), `return (async () => { ${code} })()`)
  return (run as (...args: unknown[]) => Promise<unknown>)(...Object.values(tools), ...Object.values(scope))
}
export const resolver = definitions.getDefinitions()
