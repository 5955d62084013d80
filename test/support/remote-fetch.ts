/** Lets adapters talk to the sandbox's services directly, with no Forge in between. */
import { createHttp } from '../../src/adapters/http'
import type { Fetch, Http } from '../../src/adapters/http'
import { createServiceRouter } from '../../sandbox/service-router'
import type { Service, ServiceReply } from '../../sandbox/service'
import { recordAppRequest } from './contracts'

export interface Remote {
  readonly fetch: Fetch
  readonly http: Http
  readonly budget: { timeLeftMs(): number }
  /** Method and path of every request, in order. */
  readonly sent: string[]
  /** Answers instead of the service when it returns a reply; `ask` gives the service's own. */
  answer: (url: URL, ask: () => ServiceReply) => ServiceReply | undefined
  /** Addresses that no service answers for, and that were asked all the same. */
  readonly strangers: string[]
  /** What the adapter believes to have left; little time means no waiting for retries. */
  timeLeftMs: number
}

export function createRemote(services: readonly Service[]): Remote {
  const route = createServiceRouter(services)
  const remote: Omit<Remote, 'http' | 'fetch' | 'budget'> = {
    sent: [],
    strangers: [],
    answer: () => undefined,
    timeLeftMs: 900_000,
  }
  const fetch: Fetch = async (address, init) => {
    const url = new URL(address)
    remote.sent.push(`${init.method} ${url.pathname}`)
    const service = route(url)
    if (service === undefined) {
      remote.strangers.push(url.href)
      throw new TypeError(`no service answers for ${url.host}`)
    }
    const headers = Object.fromEntries(Object.entries(init.headers).map(([name, value]) => [name.toLowerCase(), value]))
    const sent = { method: init.method, url, headers, body: init.body ?? null }
    recordAppRequest(service.name, sent)
    const ask = (): ServiceReply => service.handle({ ...sent, caller: { kind: 'external' }, origin: null })
    const reply = remote.answer(url, ask) ?? ask()
    return new Response(reply.body === '' ? null : reply.body, { status: reply.status, headers: { ...reply.headers } })
  }
  const budget = { timeLeftMs: () => remote.timeLeftMs }
  return Object.assign(remote, { fetch, budget, http: createHttp(fetch, budget) })
}
