/** What the sandbox needs from manifest.yml, read once when the app is loaded. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { parseFilterExpression, type EventFilter } from './filter-expression'
import { readEntitySchemas, type EntityDeclaration, type EntitySchema } from './kvs/schema'
import { INVOCATION, SCHEDULE } from './limits'
import { checkEventScopes, checkMemory, checkTimeout } from './manifest-checks'

export interface AppFunction {
  readonly key: string
  /** Export of the bundle, e.g. `activity` of `index.activity`. */
  readonly exportName: string
  readonly timeoutSeconds: number
  readonly memoryMb: number
}

export interface TriggerModule {
  readonly key: string
  readonly functionKey: string
  readonly eventTypes: readonly string[]
  /** False when the event must not be delivered. */
  accepts(event: Readonly<Record<string, unknown>>, isLicensed: boolean): boolean
}

export interface ScheduleModule {
  readonly key: string
  readonly functionKey: string
  readonly intervalMs: number
  readonly needsLicence: boolean
}

/** A module that calls a function by its key: a page, a web trigger, preUninstall. */
export interface CallableModule {
  readonly key: string
  /** e.g. `jira:adminPage`, `webtrigger` */
  readonly type: string
  readonly functionKey: string
  /** Outputs of a static web trigger by key; null for every other module. */
  readonly outputs: Readonly<Record<string, { statusCode?: number; contentType?: string; body?: string }>> | null
}

export interface WebTriggerModule extends CallableModule {
  readonly urlFormat: 'v1' | 'v2'
}

export interface AppManifest {
  readonly appId: string
  readonly scopes: readonly string[]
  /** `permissions.external`, as the app may ask for it at run time. */
  readonly external: unknown
  /** Addresses of the backend's egress permissions, remotes resolved. */
  readonly egress: readonly string[]
  readonly entities: readonly EntitySchema[]
  readonly functions: ReadonlyMap<string, AppFunction>
  readonly triggers: readonly TriggerModule[]
  readonly schedules: readonly ScheduleModule[]
  /** Queue name → key of its consumer's function. */
  readonly consumers: ReadonlyMap<string, { moduleKey: string; functionKey: string }>
  /** Pages with a resolver, by module key. */
  readonly pages: ReadonlyMap<string, CallableModule>
  readonly webTriggers: ReadonlyMap<string, WebTriggerModule>
  readonly preUninstall: readonly CallableModule[]
}

interface RawModule {
  key: string
  function?: string
  resolver?: { function?: string }
  interval?: keyof typeof SCHEDULE.intervalMs
  queue?: string
  urlFormat?: 'v1' | 'v2'
  events?: (string | { eventType: string; filter?: RawFilter })[]
  filter?: RawFilter
  response?: {
    type: string
    outputs?: ({ key: string } & { statusCode?: number; contentType?: string; body?: string })[]
  }
}
interface RawFilter {
  ignoreSelf?: boolean
  appIsLicensed?: boolean
  expression?: string
  onError?: string
}
interface RawFunction {
  key: string
  handler: string
  timeoutSeconds?: number
  runtime?: { memoryMB?: number }
}
interface RawManifest {
  app: { id: string; runtime?: { memoryMB?: number }; storage?: { entities?: EntityDeclaration[] } }
  permissions?: {
    scopes?: string[] | Record<string, unknown>
    external?: { fetch?: { backend?: (string | { address?: string; remote?: string })[] } }
  }
  remotes?: { key: string; baseUrl: string }[]
  modules: Record<string, RawModule[]>
}

/** @throws Error when the manifest asks for something the sandbox cannot play */
export function readManifest(path: string): AppManifest {
  const raw = parse(readFileSync(path, 'utf8')) as RawManifest
  const { modules } = raw
  const scopes = raw.permissions?.scopes ?? []
  const schedules = (modules['scheduledTrigger'] ?? []).map(readSchedule)
  checkSchedules(schedules)
  const triggers = (modules['trigger'] ?? []).flatMap(readTriggers)
  const scopeNames = Array.isArray(scopes) ? scopes : Object.keys(scopes)
  checkEventScopes(
    triggers.flatMap(({ eventTypes }) => eventTypes),
    scopeNames,
  )
  return {
    appId: raw.app.id.replace('ari:cloud:ecosystem::app/', ''),
    scopes: scopeNames,
    external: raw.permissions?.external ?? {},
    egress: readEgress(raw),
    entities: readEntitySchemas(raw.app.storage?.entities ?? []),
    functions: readFunctions(raw),
    triggers,
    schedules,
    consumers: new Map(
      (modules['consumer'] ?? []).map(({ key, queue, ...rest }) => [
        queue!,
        { moduleKey: key, functionKey: rest.function! },
      ]),
    ),
    pages: readPages(modules),
    webTriggers: new Map((modules['webtrigger'] ?? []).map((module) => [module.key, readWebTrigger(module)])),
    preUninstall: (modules['preUninstall'] ?? []).map((module) => callable(module, 'preUninstall', module.function!)),
  }
}

/** The time-out follows from the modules that use a function; the lowest one counts. */
function readFunctions({ app, modules }: RawManifest): Map<string, AppFunction> {
  const usersOf = (key: string): string[] =>
    Object.entries(modules)
      .filter(
        ([type, list]) =>
          type !== 'function' && list.some((module) => (module.function ?? module.resolver?.function) === key),
      )
      .map(([type]) => type)
  return new Map(
    ((modules['function'] ?? []) as unknown as RawFunction[]).map(({ key, handler, timeoutSeconds, runtime }) => {
      const timeouts = usersOf(key).map((type) => {
        if (type === 'consumer' || type === 'scheduledTrigger') return timeoutSeconds ?? INVOCATION.longTimeoutSeconds
        if (type === 'webtrigger' || type === 'preUninstall') return INVOCATION.webTriggerTimeoutSeconds
        return INVOCATION.interactiveTimeoutSeconds
      })
      checkTimeout(key, timeoutSeconds)
      const memoryMb = runtime?.memoryMB ?? app.runtime?.memoryMB ?? INVOCATION.defaultMemoryMb
      checkMemory(key, memoryMb)
      return [
        key,
        {
          key,
          exportName: handler.slice(handler.indexOf('.') + 1),
          timeoutSeconds: Math.min(INVOCATION.maxTimeoutSeconds, ...timeouts),
          memoryMb,
        },
      ]
    }),
  )
}

/** One entry per filter: an event may have a filter of its own instead of the trigger's. */
function readTriggers(module: RawModule): TriggerModule[] {
  return (module.events ?? []).map((event) => {
    const eventType = typeof event === 'string' ? event : event.eventType
    const filter = (typeof event === 'string' ? undefined : event.filter) ?? module.filter ?? {}
    const holds: EventFilter = filter.expression === undefined ? () => true : parseFilterExpression(filter.expression)
    return {
      key: module.key,
      functionKey: module.function!,
      eventTypes: [eventType],
      accepts: (content, isLicensed) =>
        !(filter.ignoreSelf === true && content['selfGenerated'] === true) &&
        !(filter.appIsLicensed === true && !isLicensed) &&
        holds(content),
    }
  })
}

function readSchedule(module: RawModule): ScheduleModule {
  const intervalMs = SCHEDULE.intervalMs[module.interval!]
  if (intervalMs === undefined)
    throw new Error(`Unknown interval "${String(module.interval)}" of the scheduled trigger ${module.key}.`)
  return {
    key: module.key,
    functionKey: module.function!,
    intervalMs,
    needsLicence: module.filter?.appIsLicensed === true,
  }
}

/** Forge checks these two only on deployment; its offline validator does not. */
function checkSchedules(schedules: readonly ScheduleModule[]): void {
  const fastest = schedules.filter(({ intervalMs }) => intervalMs === SCHEDULE.intervalMs.fiveMinute)
  if (schedules.length > SCHEDULE.triggersPerApp || fastest.length > SCHEDULE.fiveMinuteTriggersPerApp) {
    throw new Error(
      `Forge allows ${SCHEDULE.triggersPerApp} scheduled triggers, ${SCHEDULE.fiveMinuteTriggersPerApp} of them every five minutes; ` +
        `the manifest has ${schedules.length} and ${fastest.length}.`,
    )
  }
}

function readPages(modules: Record<string, RawModule[]>): Map<string, CallableModule> {
  const pages = Object.entries(modules).flatMap(([type, list]) =>
    list.flatMap((module) =>
      module.resolver?.function === undefined ? [] : [callable(module, type, module.resolver.function)],
    ),
  )
  return new Map(pages.map((page) => [page.key, page]))
}

function readWebTrigger(module: RawModule): WebTriggerModule {
  const outputs =
    module.response?.type === 'static'
      ? Object.fromEntries((module.response.outputs ?? []).map((output) => [output.key, output]))
      : null
  return { ...callable(module, 'webtrigger', module.function!), outputs, urlFormat: module.urlFormat ?? 'v1' }
}

function callable(module: RawModule, type: string, functionKey: string): CallableModule {
  return { key: module.key, type, functionKey, outputs: null }
}

function readEgress({ permissions, remotes = [] }: RawManifest): string[] {
  return (permissions?.external?.fetch?.backend ?? []).map((entry) => {
    if (typeof entry === 'string') return entry
    if (entry.address !== undefined) return entry.address
    const remote = remotes.find(({ key }) => key === entry.remote)
    if (remote === undefined)
      throw new Error(`permissions.external.fetch.backend names the unknown remote "${String(entry.remote)}".`)
    return remote.baseUrl
  })
}
