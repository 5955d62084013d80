import { fetch as forgeFetch, getAppContext } from '@forge/api'
import { readConnections } from '../../app/state/connections'
import type { Connections } from '../../app/state/connections'
import type { Budget, Clock, Log, Ports } from '../../ports'
import { createAuditReader } from '../atlassian/audit-log'
import { createInviter } from '../atlassian/invite'
import { createOrganization } from '../atlassian/organization'
import { createScimAccounts } from '../atlassian/scim'
import { createSeatReader } from '../atlassian/jira'
import { createNotifier } from '../atlassian/notifier'
import { createSuspender } from '../atlassian/suspension'
import { createKeyProbes } from '../atlassian/probes'
import { connectDirectory } from '../directories/connect-directory'
import { createDirectories } from '../directories/create-directories'
import { createHttp } from '../http'
import type { Fetch } from '../http'
import { createPace } from '../pace'
import { createPersonalDataReporter } from './personal-data'
import { createInstanceMemory } from './memory'
import { createInboxQueue, createJobQueue, createLookQueue } from './queues'
import { signatures } from '../signatures'
import { createRequestBox } from './request-box'
import { site } from './site'
import { createSecretStore, createStore } from './store'
import { withRetry } from './with-retry'
import type { Retry } from './with-retry'

/** Outgoing requests per started minute of a function's time-out (Forge: invocation limits). */
const EGRESS_PER_MINUTE = 100
/** Atlassian publishes no limit for SCIM: ten a second is our assumption, and a little less keeps clear of it. */
const SCIM_PER_SECOND = 9.8

/**
 * The world of one invocation.
 * @param timeoutSeconds the function's time-out in manifest.yml; it decides how many outgoing requests are allowed
 * @param retry what becomes of a call of the storage that is refused for their number
 */
export function forgePorts(timeoutSeconds: number, retry: Retry = withRetry): Ports {
  const counter = { requests: 0 }
  const budget = createBudget(counter, timeoutSeconds)
  const fetch: Fetch = (url, init) => {
    counter.requests += 1
    return forgeFetch(url, init as Parameters<typeof forgeFetch>[1]) as unknown as Promise<Response>
  }
  const http = createHttp(fetch, budget)
  const secrets = createSecretStore()
  const connections = once(() => readConnections(secrets))
  const pick =
    <K extends keyof Connections>(key: K) =>
    async () =>
      (await connections())[key]

  const readScim = async () => (await connections()).scim ?? null
  const pace = createPace(clock, SCIM_PER_SECOND)
  const here = { now: clock.now, cloudId: site.cloudId }
  const organization = createOrganization(http, pick('organization'), here)
  return {
    directories: createDirectories({ fetch, now: clock.now }),
    directory: connectDirectory({ fetch, budget, now: clock.now }, pick('directory')),
    accounts: organization,
    access: organization,
    audit: createAuditReader(http, pick('organization')),
    tryOrganization: (access) => createOrganization(http, async () => access, here),
    accountWriter: createScimAccounts(http, readScim, createSuspender(http, pick('organization')), pace),
    inviter: createInviter(http, pick('organization')),
    seats: createSeatReader(clock),
    notifier: createNotifier(clock),
    probes: createKeyProbes(fetch),
    store: createStore(retry),
    secrets,
    requests: createRequestBox(retry),
    site,
    signatures,
    personalData: createPersonalDataReporter(),
    jobs: createJobQueue(),
    inbox: createInboxQueue(),
    looks: createLookQueue(),
    clock,
    memory: createInstanceMemory(site.cloudId, clock.now),
    budget,
    log,
  }
}

const clock: Clock = {
  now: () => new Date(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

function createBudget(counter: { readonly requests: number }, timeoutSeconds: number): Budget {
  const allowed = EGRESS_PER_MINUTE * Math.ceil(timeoutSeconds / 60)
  return {
    timeLeftMs: () => getAppContext().invocationRemainingTimeInMillis(),
    requestsLeft: () => allowed - counter.requests,
  }
}

/** One line per entry, fields as JSON: ids and numbers only. */
export const log: Log = {
  info: (message, fields) => console.log(message, JSON.stringify(fields ?? {})),
  warn: (message, fields) => console.warn(message, JSON.stringify(fields ?? {})),
}

/** A failed read is not remembered. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let value: Promise<T> | null = null
  return () => {
    value ??= read().catch((error: unknown) => {
      value = null
      throw error
    })
    return value
  }
}
