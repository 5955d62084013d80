/** A sandbox in which a story is played, with the truth about it. */
import type { Bundle } from '../forge/build'
import type { Person } from '../company/person'
import { createSandbox } from '../create-sandbox'
import type { Sandbox } from '../create-sandbox'
import type { ChosenAnswers } from '../guesses/guesses'
import type { SecondInstallation } from '../second-installation'
import { gatherCast, startOf } from './cast'
import type { Cast } from './cast'
import type { Scenario } from './scenario'
import { createTruth } from './truth'
import type { Truth } from './truth'

export interface World {
  readonly sandbox: Sandbox
  readonly scenario: Scenario
  readonly cast: Cast
  readonly truth: Truth
  /** Everything that somebody outside was told: answers of the page, of the portal and of the web trigger, as text. */
  readonly answers: string[]
  /** Bodies of everything pushed to a queue, as text. */
  readonly queueBodies: string[]
  /** Disarm the faults in force. */
  readonly disarms: (() => void)[]
  /** The app once more on the same site, while it is there. */
  second: SecondInstallation | null
  /** One administrator's call; null when it failed, as it may amid faults. */
  call<T = unknown>(method: string, payload?: unknown): Promise<T | null>
  /** What is at rest: key → value. */
  storage(): ReturnType<Sandbox['host']['inspectStorage']>
  /** Every value that the app keeps, by its key, whether it lies in plain storage or in an entity beside its version. */
  kept(): Readonly<Record<string, unknown>>
}

/** Whom a story may mean by a number. */
export function pick(people: readonly Person[], who: number, count = 1): readonly Person[] {
  return Array.from({ length: Math.min(count, people.length) }, (_, index) => people[(who + index) % people.length]!)
}

export const SIGNAL_SECRET = 'the-secret-of-the-web-trigger-of-chaos'

/** The company is furnished and the app installed and connected; the story has not begun. */
export async function createWorld(scenario: Scenario, bundle: Bundle, guesses: ChosenAnswers = {}): Promise<World> {
  const sandbox = await createSandbox({
    bundle,
    seed: String(scenario.seed),
    startsAt: startOf(scenario),
    seatReserve: scenario.setup.seatReserve,
    guesses,
    install: false,
  })
  const { host, administrator } = sandbox
  const cast = sandbox.company.furnish(() => gatherCast(sandbox, scenario))
  const truth = createTruth(sandbox, scenario.setup)
  const answers: string[] = []
  const queueBodies: string[] = []
  host.addPlatformInterceptor(({ kind, body }) => {
    if (kind === 'queue') queueBodies.push(body)
    return undefined
  })
  host.install()
  return {
    ...{ sandbox, scenario, cast, truth, answers, queueBodies },
    disarms: [],
    second: null,
    storage: () => host.inspectStorage(),
    kept: () => keptIn(host.inspectStorage()),
    call: async <T>(method: string, payload: unknown = {}) => {
      try {
        const answer = await sandbox.complete(administrator.call(method, payload))
        // Who looks for a person is told the name: everything else must do without.
        if (method !== 'provisionPerson') answers.push(JSON.stringify(answer) ?? '')
        return (answer ?? {}) as T
      } catch (error) {
        answers.push(error instanceof Error ? error.message : String(error))
        return null
      }
    },
  }
}

function keptIn({ kvs, entities }: ReturnType<Sandbox['host']['inspectStorage']>): Readonly<Record<string, unknown>> {
  const rows = Object.values(entities).flatMap((entity) => Object.entries(entity) as [string, { data?: unknown }][])
  return { ...kvs, ...Object.fromEntries(rows.flatMap(([key, { data }]) => (data === undefined ? [] : [[key, data]]))) }
}
