/** Many who ask at once, and drains that die: on the built bundle, with the store's limits. */
import type { ChosenAnswers } from '../../../sandbox/guesses/guesses'
import { addAskers, askOnPortal, portalStatus } from '../../support/askers'
import { eachAnswer } from '../../support/each-answer'
import { KILL_STEP } from '../../support/kill-at'
import { addActiveHolders, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

const QUEUE = 'inbox-queue'

async function atNoon(askers: number, guesses: ChosenAnswers = {}) {
  const scenario = await startScenario({ seats: 2_000, guesses })
  addActiveHolders(scenario, 10)
  const people = addAskers(scenario, 'Ada', askers)
  await scenario.runFor('12h')
  return { scenario, people }
}

function countWorkers({ host }: Scenario): () => number {
  let workers = 0
  host.onInvocation(({ functionKey }) => {
    if (functionKey === 'inbox-worker') workers += 1
  })
  return () => workers
}

/** The drain dies at its n-th call from now on, before or after it takes effect. @returns whether it has, and ends it */
function killDrainAt({ host }: Scenario, killAt: number, how: 'kill' | 'kill-after'): () => boolean {
  let calls = 0
  const judge = (functionKey: string | undefined) =>
    functionKey === 'inbox-worker' && (calls += 1) === killAt ? how : undefined
  const lift = [
    host.addInterceptor((_, { origin }) => judge(origin?.functionKey)),
    host.addPlatformInterceptor(({ functionKey }) => judge(functionKey)),
  ]
  return () => {
    for (const end of lift) end()
    return calls >= killAt
  }
}

describe('a drain that dies', () => {
  it.each(['kill', 'kill-after'] as const)(
    'at any of its calls (%s) keeps nobody from one seat, within two minutes and without a tick',
    async (how) => {
      const { scenario, people } = await atNoon(50)
      const grants = scenario.grants()
      let asked = 0
      for (let killAt = how === 'kill' ? 1 : 2; ; killAt += KILL_STEP) {
        const person = people[(asked += 1) - 1]!
        const end = killDrainAt(scenario, killAt, how)
        await askOnPortal(scenario, [person])
        await scenario.advanceTo(scenario.clock.now() + 120_000)
        const hasDied = end()
        expect([killAt, scenario.company.holdsSeat(person)]).toEqual([killAt, true])
        if (!hasDied) break
      }
      expect(asked * KILL_STEP).toBeGreaterThan(24)
      // A membership that was written before the crash is asked for once more, and found.
      expect(scenario.grants() - grants).toBeLessThanOrEqual(asked + 2)
    },
  )

  it('is healed by a look at the page where its event is lost, too', async () => {
    const { scenario, people } = await atNoon(1)
    const lift = scenario.faults.add('queue inbox lost')
    await askOnPortal(scenario, people)
    await scenario.advanceTo(scenario.clock.now() + 61_000)
    expect(scenario.company.holdsSeat(people[0]!)).toBe(false)
    lift()

    expect(await portalStatus(scenario, people[0]!)).toMatchObject({ state: 'asked' })
    await scenario.advanceTo(scenario.clock.now() + 5_000)

    expect(scenario.company.holdsSeat(people[0]!)).toBe(true)
  })
})

describe('somebody for whom two ask at the same moment', () => {
  eachAnswer('kvs-missing-record-condition', (_, guesses) => {
    it('keeps the place that the first of them has led to', async () => {
      const { scenario, people } = await atNoon(1, guesses)
      const { productKey } = scenario.company
      const { accountId } = scenario.company.accountOf(people[0]!)
      const asked = { accountId, productKey, askedAt: '2026-01-05T11:00:00.000Z', source: 'web-trigger' }
      const value = { state: `waiting:${productKey}`, askedAtSecond: 7, data: { ...asked, place: 7 } }
      const set = [{ key: `${productKey}:${accountId}`, entityName: 'request', value }]
      await portalStatus(scenario, people[0]!)
      let decided = 0
      const lift = scenario.host.addPlatformInterceptor(({ path, body }) => {
        if (!path.endsWith('/transaction') || !body.includes('"request"') || (decided += 1) > 1) return undefined
        // The other one's request is decided between what the page's call has read and what it writes.
        return { answer: (store) => (store(JSON.stringify({ set })), store(body)) }
      })

      await askOnPortal(scenario, people)
      lift()

      expect(decided).toBeGreaterThan(0)
      expect(scenario.host.inspectStorage().entities['request']).toEqual({ [set[0]!.key]: value })
      expect(await portalStatus(scenario, people[0]!)).toMatchObject({ state: 'waiting', askedAt: asked.askedAt })
    })
  })
})

describe('two who ask within one millisecond', () => {
  const SECRET = 'a-secret-of-the-right-length'
  const WAYS = {
    portal: ({ host }: Scenario, accountId: string) => host.invokeResolver('portal-page', 'request', {}, { accountId }),
    trigger: ({ host, clock }: Scenario, accountId: string, nonce: string) =>
      host.invokeWebTrigger('signal-webtrigger', {
        ...{ method: 'POST', path: '/', headers: { Authorization: [SECRET] } },
        body: JSON.stringify({ nonce, at: new Date(clock.now()).toISOString(), people: [{ accountId }] }),
      }),
  } as const

  it('have one seat each, and so has one person who asks twice', async () => {
    const { scenario, people } = await atNoon(9)
    const { host, company, clock } = scenario
    await scenario.complete(scenario.administrator.call('saveSignalSecret', { kind: 'shared', secret: SECRET }))
    const accountIds = people.map((person) => company.accountOf(person).accountId)
    const pairs = (['portal portal', 'portal trigger', 'trigger trigger'] as const).map((pair) => pair.split(' '))
    for (const [one, other] of pairs as (keyof typeof WAYS)[][]) {
      for (const count of [2, 1]) {
        const asking = accountIds.splice(0, count)
        const grants = scenario.grants()
        const begun = new Map<number, number>()
        const lift = host.addPlatformInterceptor(({ invocationId }) => {
          if (!begun.has(invocationId)) begun.set(invocationId, clock.now())
          return undefined
        })

        // Each invocation has an instance to itself.
        const nonces = [`nonce-first-${accountIds.length}`, `nonce-second-${accountIds.length}`] as const
        const answers = [WAYS[one!](scenario, asking[0]!, nonces[0]), WAYS[other!](scenario, asking.at(-1)!, nonces[1])]
        await scenario.complete(Promise.all(answers))
        await scenario.advanceTo(clock.now() + 10_000)
        lift()

        const [first, second] = [...begun.values()]
        expect(first).toBe(second)
        expect(scenario.grants() - grants).toBe(count)
      }
    }
    expect(people.filter((person) => !company.holdsSeat(person))).toEqual([])
    expect(host.inspectStorage().entities['request'] ?? {}).toEqual({})
  })
})

describe('many who ask at once', () => {
  it('are served by a few workers, and told how long they may wait', async () => {
    const { scenario, people } = await atNoon(150)
    const workers = countWorkers(scenario)

    // Twenty a second: 1,200 within a minute.
    for (const [index, person] of people.entries()) {
      const { accountId } = scenario.company.accountOf(person)
      scenario.clock.after(index * 50, () => {
        void scenario.host.invokeResolver('portal-page', 'request', {}, { accountId })
      })
    }
    await scenario.advanceTo(scenario.clock.now() + 8_000)
    const told = await portalStatus(scenario, people.at(-1)!)
    expect(told).toMatchObject({ state: 'asked', againInSeconds: expect.any(Number) as number })
    expect(scenario.host.inspectStorage().entities['record']).toHaveProperty(QUEUE)
    await scenario.advanceTo(scenario.clock.now() + 40_000)

    expect(people.filter((person) => !scenario.company.holdsSeat(person))).toEqual([])
    // A thousand may take 150.
    expect(workers()).toBeLessThanOrEqual(0.15 * people.length)
  })

  it('are told to come back where the store takes in no more, and lose nothing', async () => {
    const { scenario, people } = await atNoon(1)
    const lift = scenario.faults.add('store 429')
    const { accountId } = scenario.company.accountOf(people[0]!)
    const ask = (): Promise<unknown> =>
      scenario.complete(scenario.host.invokeResolver('portal-page', 'request', {}, { accountId }))
    const answer = (await ask()) as { state: string; againInSeconds: number }
    expect(answer).toEqual({ state: 'busy', againInSeconds: expect.any(Number) as number })
    lift()

    expect(await ask()).toMatchObject({ state: 'asked' })
    await scenario.advanceTo(scenario.clock.now() + 5_000)
    expect(scenario.company.holdsSeat(people[0]!)).toBe(true)
  })
})
