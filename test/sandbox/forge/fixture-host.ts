import { createClock, type Clock } from '../../../sandbox/clock'
import { createForgeHost } from '../../../sandbox/forge/create-host'
import { FORGE_DEFAULTS } from '../../../sandbox/forge/guesses'
import type { ForgeAnswers } from '../../../sandbox/forge/guesses'
import type { ForgeHost } from '../../../sandbox/forge/host'
import type { Licence } from '../../../sandbox/forge/installation'
import { createRandom } from '../../../sandbox/random'
import type { Service, ServiceName, ServiceReply, ServiceRequest } from '../../../sandbox/service'
import { fixtureBundle } from '../../support/bundle'

export const START = Date.parse('2026-03-02T00:00:00Z')

export interface FixtureHost {
  readonly host: ForgeHost
  readonly clock: Clock
  /** Requests that reached the two services of the fixture, oldest first. */
  readonly requests: ServiceRequest[]
  /** Runs statements inside the bundle, with the Forge packages in scope, and moves the clock until they end. */
  run(code: string): Promise<unknown>
  /** Moves the clock by `ms`. */
  pass(ms: number): Promise<void>
  /** Moves the clock until `work` has settled, at most an hour. */
  until<T>(work: Promise<T>): Promise<T>
  /** What is stored under a plain key. */
  stored(key: string): unknown
}

export function startFixture(
  options: {
    seed?: string
    licence?: Licence
    guesses?: Partial<ForgeAnswers>
    answer?: (request: ServiceRequest) => ServiceReply
    latencyMs?: number
    /** Instead of the fixture's own. */
    manifestPath?: string
  } = {},
): FixtureHost {
  const clock = createClock(START)
  const requests: ServiceRequest[] = []
  const answer =
    options.answer ?? (() => ({ status: 200, headers: { 'content-type': 'application/json' }, body: '{"ok":true}' }))
  const service = (name: ServiceName, hosts: string[]): Service => ({
    name,
    hosts,
    latencyMs: () => options.latencyMs ?? 200,
    handle: (request) => {
      requests.push(request)
      return answer(request)
    },
  })
  const { backend, manifest } = fixtureBundle()
  const host = createForgeHost({
    clock,
    random: createRandom(options.seed ?? 'fixture'),
    bundlePath: backend,
    manifestPath: options.manifestPath ?? manifest,
    services: [service('jira', []), service('entra', ['graph.example.com', 'login.example.com', 'acme.okta.com'])],
    site: { cloudId: 'cloud-1', siteUrl: 'https://acme.atlassian.net' },
    answers: { ...FORGE_DEFAULTS, ...options.guesses },
    ...(options.licence === undefined ? {} : { licence: options.licence }),
  })

  async function until<T>(work: Promise<T>): Promise<T> {
    let isSettled = false
    const settled = work.finally(() => (isSettled = true))
    settled.catch(() => undefined)
    for (let step = 0; step < 3_600 && !isSettled; step += 1) await clock.runUntil(clock.now() + 1_000)
    return settled
  }

  return {
    host,
    clock,
    requests,
    until,
    run: (code) => until(host.invokeResolver('settings-page', 'run', { code }, { accountId: 'ada' })),
    pass: (ms) => clock.runUntil(clock.now() + ms),
    stored: (key) => host.inspectStorage().kvs[key],
  }
}
