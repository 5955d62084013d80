import { createSandbox } from '../../../sandbox/create-sandbox'
import { stubBundle } from './stub-bundle'

const HOUR = 3_600_000

describe('createSandbox', () => {
  it('starts on a Monday at midnight with an empty company and an administrator without a seat', async () => {
    const { clock, company, site } = await createSandbox({ bundle: stubBundle, seats: 10 })

    expect(new Date(clock.now()).toUTCString()).toBe('Mon, 05 Jan 2026 00:00:00 GMT')
    expect(company.people).toEqual([])
    expect(site.seatsFree(company.productKey)).toBe(10)
  })

  it('lives with ticks and moves without them', async () => {
    const { host, runFor, advanceTo, startsAt } = await createSandbox({ bundle: stubBundle })

    await runFor('1h')
    const ticks = host.counts.invocations
    await advanceTo(startsAt + 5 * HOUR)

    expect(ticks).toBe(12)
    expect(host.counts.invocations).toBe(ticks)
  })

  it('moves to an instant given as text', async () => {
    const { clock, advanceTo } = await createSandbox({ bundle: stubBundle })

    await advanceTo('2026-01-06T09:30:00Z')

    expect(clock.now()).toBe(Date.parse('2026-01-06T09:30:00Z'))
  })

  it('completes work that needs virtual time', async () => {
    const { administrator, complete } = await createSandbox({ bundle: stubBundle })

    expect(await complete(administrator.call('getOverview'))).toEqual({ heldPlans: [], settings: { version: 0 } })
    expect(await complete(administrator.approveHeldPlans())).toEqual([])
  })

  it('delivers everything that is under way when it settles', async () => {
    const { host, company, settle } = await createSandbox({ bundle: stubBundle })
    const delivered: unknown[] = []
    host.onEventDelivered(({ event }) => delivered.push(event['atlassianId']))
    const ada = company.person('Ada', { seat: true })

    expect(company.useJira(ada)).toBe(true)
    await settle()

    expect(delivered).toEqual([company.accountOf(ada).accountId])
  })
})
