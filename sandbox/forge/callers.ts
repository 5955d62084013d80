/** Those who call a function and wait for its result: the page's bridge, the outside world, and Forge itself on uninstall. */
import type { Clock } from '../clock'
import { createRateWindow, type RateWindow } from '../rate-window'
import { realm } from './instance'
import type { Installation } from './installation'
import type { InvocationResult } from './invocation'
import { INVOCATION } from './limits'
import type { AppManifest, CallableModule } from './manifest'
import type { Runtime } from './runtime'

export interface WebTriggerRequest {
  readonly method: string
  /** May carry a query. */
  readonly path: string
  readonly headers: Record<string, string[]>
  readonly body: string
}

export interface WebTriggerResponse {
  statusCode: number
  headers?: Record<string, string[]>
  body?: string
}

export interface Callers {
  invokeResolver(
    moduleKey: string,
    functionKey: string,
    payload: unknown,
    caller: { accountId: string },
  ): Promise<unknown>
  invokeWebTrigger(moduleKey: string, request: WebTriggerRequest): Promise<WebTriggerResponse>
  preUninstall(): Promise<void>
}

export function createCallers({
  clock,
  runtime,
  manifest,
  installation,
}: {
  clock: Clock
  runtime: Runtime
  manifest: AppManifest
  installation: Installation
}): Callers {
  const all = createRateWindow({ limit: INVOCATION.interactivePerMinute, windowMs: 60_000 })
  const byUser = new Map<string, RateWindow>()

  function checkRate(accountId: string): void {
    let own = byUser.get(accountId)
    if (own === undefined) {
      own = createRateWindow({ limit: INVOCATION.interactivePerUserMinute, windowMs: 60_000 })
      byUser.set(accountId, own)
    }
    const waitMs = Math.max(own.take(clock.now(), 1), all.take(clock.now(), 1))
    if (waitMs > 0) throw new Error('Too many invocations: the rate limit is exceeded.')
  }

  function call(module: CallableModule, payload: unknown, accountId?: string): Promise<InvocationResult> {
    return new Promise((resolve) => {
      runtime.invoke({
        functionKey: module.functionKey,
        moduleKey: module.key,
        moduleType: module.type,
        payload,
        onEnd: resolve,
        ...(accountId === undefined ? {} : { accountId }),
      })
    })
  }

  return {
    invokeResolver: async (moduleKey, functionKey, payload, { accountId }) => {
      const page = manifest.pages.get(moduleKey)
      if (page === undefined) throw new Error(`The manifest has no module "${moduleKey}" with a resolver.`)
      checkRate(accountId)
      const text = toJson(payload ?? {}, INVOCATION.requestBytes, 'The payload of invoke')
      const context = installation.pageContext(page, accountId)
      const request = { call: { functionKey, payload: realm.JSON.parse(text) as unknown }, context }
      const { outcome, value, error } = await call(page, request, accountId)
      if (outcome !== 'ok') throw new Error(error ?? 'The resolver failed.')
      return value === undefined
        ? undefined
        : (JSON.parse(toJson(value, INVOCATION.responseBytes, 'The result of a resolver')) as unknown)
    },
    invokeWebTrigger: async (moduleKey, { method, path, headers, body }) => {
      const module = manifest.webTriggers.get(moduleKey)
      if (module === undefined) throw new Error(`The manifest has no web trigger "${moduleKey}".`)
      const [userPath = '', query = ''] = path.split('?')
      const parameters = new URLSearchParams(query)
      const queryParameters = Object.fromEntries(
        [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]),
      )
      const { outcome, value } = await call(module, {
        method,
        path,
        userPath,
        queryParameters,
        headers,
        body,
        call: { functionKey: module.functionKey },
        context: { cloudId: installation.site.cloudId, moduleKey },
        contextToken: '',
      })
      // Forge tells the outside nothing about what went wrong.
      if (outcome !== 'ok' || typeof value !== 'object' || value === null)
        return { statusCode: 424, body: 'Invocation failed' }
      return module.outputs === null ? (value as WebTriggerResponse) : staticResponse(module, value)
    },
    preUninstall: async () => {
      const context = { cloudId: installation.site.cloudId }
      // A failure never blocks the uninstall.
      for (const module of manifest.preUninstall) await call(module, { context: { ...context, moduleKey: module.key } })
    },
  }
}

function staticResponse(module: CallableModule, value: object): WebTriggerResponse {
  const key = 'outputKey' in value ? String(value.outputKey) : ''
  const output = module.outputs?.[key]
  if (output === undefined) return { statusCode: 424, body: 'Invocation failed' }
  return {
    statusCode: output.statusCode ?? 200,
    headers: { 'content-type': [output.contentType ?? 'text/plain'] },
    body: output.body ?? '',
  }
}

function toJson(value: unknown, maxBytes: number, what: string): string {
  const text = JSON.stringify(value)
  if (text !== undefined && Buffer.byteLength(text) > maxBytes)
    throw new Error(`${what} is larger than ${maxBytes} bytes.`)
  return text ?? 'null'
}
