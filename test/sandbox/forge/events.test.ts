import { parseFilterExpression } from '../../../sandbox/forge/filter-expression'
import type { ProductEvent } from '../../../sandbox/forge/product-events'
import { startFixture } from './fixture-host'

const issueEvent = (fields: object = {}): ProductEvent => ({
  eventType: 'avi:jira:updated:issue',
  atlassianId: 'ada',
  ...fields,
})

describe('a product event', () => {
  it('arrives within three minutes', async () => {
    const { host, pass, stored } = startFixture()
    const delivered: unknown[] = []
    host.onEventDelivered(({ event }) => delivered.push(event))
    host.install()

    host.emit(issueEvent())
    await pass(181_000)

    expect(stored('seen:ada')).toEqual({ count: 1 })
    expect(delivered).toContainEqual(issueEvent())
  })

  it('arrives at least once, late by seconds as a rule, and in any order', async () => {
    const { host, clock, pass } = startFixture({ seed: 'many' })
    const delays: number[] = []
    host.install()
    await pass(200_000)
    const emittedAt = clock.now()
    host.onEventDelivered(({ at }) => delays.push(at - emittedAt))

    for (let person = 0; person < 1_000; person += 1) host.emit(issueEvent({ atlassianId: `p${person}` }))
    await pass(200_000)

    delays.sort((a, b) => a - b)
    expect(delays.length).toBeGreaterThanOrEqual(1_000)
    expect(delays[500]).toBeLessThan(8_000)
    expect(delays.at(-1)).toBeGreaterThan(60_000)
    expect(delays.at(-1)).toBeLessThanOrEqual(180_000)
  })

  it.each([
    ['of the app itself', issueEvent({ selfGenerated: true })],
    ['that the expression excludes', issueEvent({ atlassianId: null })],
    ['nobody subscribes to', { eventType: 'avi:jira:deleted:issue', atlassianId: 'ada' }],
    ['above 200 kB', issueEvent({ text: 'x'.repeat(200_000) })],
  ])('%s is not delivered', async (_, event) => {
    const { host, pass } = startFixture()
    host.install()
    host.pauseSchedules()
    await pass(200_000)
    const before = host.counts.invocations

    host.emit(event)
    await pass(200_000)

    expect(host.counts.invocations).toBe(before)
  })

  it('is not delivered to an app that is not installed', async () => {
    const { host, pass } = startFixture()

    host.emit(issueEvent())
    await pass(200_000)

    expect(host.counts.invocations).toBe(0)
  })
})

describe('parseFilterExpression', () => {
  it.each([
    [`event.user.type == 'atlassian' && event.user.id != null`, true],
    [`event.user.type == "app" || event.count == 3`, true],
    [`event.missing.path == null`, true],
    [`event?.user.type != 'atlassian'`, false],
  ])('%s is %s', (expression, expected) => {
    expect(parseFilterExpression(expression)({ user: { type: 'atlassian', id: 'x' }, count: 3 })).toBe(expected)
  })

  it('refuses what it does not understand', () => {
    expect(() => parseFilterExpression(`event.issue.labels.includes('x')`)).toThrow('does not understand')
  })
})

describe('a schedule', () => {
  const ticks = (log: readonly { text: string }[]): number => log.filter(({ text }) => text === 'tick tick').length

  it('ticks in every interval, from the first one on', async () => {
    const { host, pass } = startFixture()
    host.install()

    await pass(3_600_000)

    expect(ticks(host.log)).toBe(12)
  })

  it('has the same phase for the same seed', async () => {
    const phases = await Promise.all(
      ['one', 'one', 'two'].map(async (seed) => {
        const { host, pass, stored } = startFixture({ seed })
        host.install()
        await pass(400_000)
        return (stored('ticks') as string[])[0]
      }),
    )

    expect(phases[0]).toBe(phases[1])
    expect(phases[0]).not.toBe(phases[2])
  })

  it('rests while paused and goes on in its old phase', async () => {
    const { host, pass, stored } = startFixture()
    host.install()
    await pass(300_000)

    host.pauseSchedules()
    await pass(86_400_000)
    host.resumeSchedules()
    await pass(300_000)

    const [first, second] = (stored('ticks') as string[]).map((at) => Date.parse(at))
    expect(ticks(host.log)).toBe(2)
    expect((second! - first!) % 300_000).toBe(0)
  })

  it('comes twice now and then', async () => {
    const { host, pass } = startFixture()
    host.install()

    await pass(7 * 86_400_000)

    expect(host.counts.invocations - 1).toBeGreaterThan(7 * 288)
    expect(host.counts.invocations - 1).toBeLessThan(7 * 288 + 20)
  })

  it('runs at once when it is fired', async () => {
    const { host, until, stored } = startFixture()

    await until(host.fireSchedule('tick'))

    expect(stored('ticks')).toHaveLength(1)
  })

  it('has to be answered with a status', async () => {
    const { host, until, run } = startFixture()
    await until(host.fireSchedule('tick'))
    expect(host.violations).toEqual([])

    await run(`await kvs.set('mute', true)`)
    await until(host.fireSchedule('tick'))

    expect(host.violations).toEqual(['The scheduled trigger tick answered without a statusCode.'])
  })
})

describe('two runs with the same seed', () => {
  it('are the same in every log line and stored value', async () => {
    const run = async (): Promise<unknown> => {
      const { host, pass } = startFixture({ seed: 'same' })
      host.install()
      for (let hour = 0; hour < 24; hour += 1) {
        for (let person = 0; person < 20; person += 1) host.emit(issueEvent({ atlassianId: `p${person % 7}` }))
        await pass(3_600_000)
      }
      return [host.log, host.inspectStorage(), { ...host.counts }]
    }

    expect(await run()).toEqual(await run())
  })
})
