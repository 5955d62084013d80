/** Writes down everything that leaves the app during a run: what it stores, pushes, logs, answers and sends. */
import type { Sandbox } from '../../sandbox/create-sandbox'

export type Space = 'kvs' | 'secret' | 'queue' | 'report' | `entity ${string}`

/** One value on its way to rest. Of a queue event `key` is the name of the queue. */
export interface Stored {
  readonly space: Space
  readonly key: string
  readonly value: unknown
}

export interface Witness {
  /** Each different value once, in order. */
  readonly stored: readonly Stored[]
  /** What functions returned, among it every answer of the page, the portal and the web trigger; and what they threw. */
  readonly answered: readonly string[]
  /** Requests to the remote services: whole, with their headers. */
  readonly sent: readonly { readonly host: string; readonly text: string }[]
  logged(): readonly string[]
}

interface KeyValue {
  readonly key: string
  readonly value?: unknown
  readonly entityName?: string
}

export function watchEverything({ host }: Pick<Sandbox, 'host'>): Witness {
  const stored: Stored[] = []
  const known = new Set<string>()
  const answered = new Set<string>()
  const sent: { host: string; text: string }[] = []

  function store(space: Space, key: string, value: unknown): void {
    const identity = JSON.stringify([space, key, value])
    if (known.has(identity)) return
    known.add(identity)
    stored.push({ space, key, value })
  }

  const storeItem = ({ key, value, entityName }: KeyValue): void => {
    // A record lies beside its version, which is a number and no more.
    if (entityName === 'record') store('kvs', key, (value as { data: unknown }).data)
    else store(entityName === undefined ? 'kvs' : `entity ${entityName}`, key, value)
  }

  host.onPlatformMessage(({ path, body }) => {
    const request = JSON.parse(body === '' ? '{}' : body) as KeyValue & { set?: readonly KeyValue[] }
    if (path === '/api/v1/set' || path === '/api/v1/entity/set') storeItem(request)
    if (path === '/api/v1/secret/set') store('secret', request.key, request.value)
    if (path === '/api/v1/batch/set') (request as unknown as readonly KeyValue[]).forEach(storeItem)
    if (path === '/api/v1/transaction') request.set?.forEach(storeItem)
    if (path === '/app/report-accounts') store('report', 'accounts', request)
    if (path.startsWith('/webhook/queue/publish/')) {
      const { queueName, payload } = request as unknown as { queueName: string; payload: readonly { body: unknown }[] }
      for (const event of payload) store('queue', queueName, event.body)
    }
  })
  host.onInvocation(({ functionKey, value, error }) => {
    if (value !== undefined) answered.add(`${functionKey}: ${JSON.stringify(value)}`)
    if (error !== null) answered.add(`${functionKey} threw: ${error}`)
  })
  host.onRequest((_service, { url, headers, body, caller }) => {
    if (caller.kind === 'external') sent.push({ host: url.host, text: JSON.stringify([url.href, headers, body]) })
  })

  return {
    stored,
    get answered() {
      return [...answered]
    },
    sent,
    logged: () => host.log.map(({ text }) => text),
  }
}
