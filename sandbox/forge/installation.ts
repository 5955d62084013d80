/** Who the app is and where it is installed: identifiers and contexts that the platform hands to the app. */
import type { Clock } from '../clock'
import type { Random } from '../random'
import { makeUuid } from '../uuid'
import type { Invocation, InvocationRequest } from './invocation'
import type { AppManifest } from './manifest'

export interface Licence {
  readonly active: boolean
  readonly isEvaluation?: boolean
  readonly [field: string]: unknown
}

export interface ForgeSite {
  readonly cloudId: string
  /** e.g. `https://example.atlassian.net` */
  readonly siteUrl: string
}

export interface Installation {
  readonly site: ForgeSite
  readonly installContext: string
  readonly environmentId: string
  readonly installationId: string
  readonly environmentType: 'PRODUCTION' | 'DEVELOPMENT'
  /** Second argument of every handler. */
  handlerContext(request: InvocationRequest): Record<string, unknown>
  /** `context` of a resolver call, as the page's own product context. */
  pageContext(module: { key: string; type: string }, accountId: string): Record<string, unknown>
  /** The `__forge_runtime__` that @forge/api reads. */
  runtimeFor(invocation: Invocation): Record<string, unknown>
}

const APP_VERSION = '1.0.0'

export function createInstallation(options: {
  manifest: AppManifest
  site: ForgeSite
  /** As of now; null outside paid apps in production, as on Forge. */
  licence: () => Licence | null
  clock: Clock
  random: Random
}): Installation {
  const { manifest, site, licence, clock } = options
  const random = options.random.fork('installation')
  const environmentId = makeUuid(random)
  const installationId = makeUuid(random)
  const installContext = `ari:cloud:jira::site/${site.cloudId}`
  const environmentType = licence() === null ? 'DEVELOPMENT' : 'PRODUCTION'
  const permissions = { scopes: manifest.scopes, external: manifest.external }
  const licenceField = (): { license?: Licence } => {
    const now = licence()
    return now === null ? {} : { license: now }
  }
  const shared = {
    proxy: { token: '', url: '' },
    contextAri: installContext,
    container: { region: 'sandbox', runtime: 'nodejs24.x' },
    realtime: {},
    metrics: METRICS,
    featureFlags: () => false,
  }

  return {
    site,
    installContext,
    environmentId,
    installationId,
    environmentType,
    handlerContext: ({ accountId }) => ({
      installContext,
      ...(accountId === undefined ? {} : { principal: { accountId } }),
      ...licenceField(),
      installation: { ari: { installationId }, contexts: [{ cloudId: site.cloudId }] },
    }),
    pageContext: ({ key, type }, accountId) => ({
      accountId,
      cloudId: site.cloudId,
      siteUrl: site.siteUrl,
      moduleKey: key,
      localId: `${installContext}/${key}`,
      environmentId,
      environmentType,
      extension: { type },
      ...licenceField(),
    }),
    runtimeFor: ({ id, request, deadline }) => {
      const trace = id.toString(16).padStart(16, '0')
      return {
        ...shared,
        appContext: {
          appId: manifest.appId,
          appVersion: APP_VERSION,
          environmentId,
          environmentType,
          invocationId: `00000000-0000-4000-8000-${trace.slice(4)}`,
          installationId,
          functionKey: request.functionKey,
          moduleType: request.moduleType,
          moduleKey: request.moduleKey,
          permissions,
          ...licenceField(),
        },
        aaid: request.accountId,
        lambdaContext: { awsRequestId: trace, getRemainingTimeInMillis: () => Math.max(0, deadline - clock.now()) },
        tracing: { traceId: trace, spanId: trace },
      }
    },
  }
}

const NOTHING = (): void => undefined
const TIMER = { stop: NOTHING }
const METRIC = { incr: NOTHING, incrBy: NOTHING, decr: NOTHING, decrBy: NOTHING, set: NOTHING, measure: () => TIMER }
const METRICS = { counter: () => METRIC, timing: () => METRIC, gauge: () => METRIC }
