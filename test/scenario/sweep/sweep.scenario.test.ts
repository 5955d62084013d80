import { keptBy } from '../../support/kept'
import { DAY_MS, addActiveHolders, lastRun, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

/** A site with so many active holders and a person for each number of idle days. */
async function siteWith(
  active: number,
  idleDays: readonly number[],
  options: Parameters<typeof startScenario>[0] = {},
) {
  const scenario = await startScenario({ seats: 200, ...options })
  addActiveHolders(scenario, active)
  const idle = idleDays.map((days, index) =>
    scenario.company.person(`Idle ${index}`, {
      seat: true,
      addedAt: scenario.startsAt - 1_000 * DAY_MS,
      lastActiveAt: scenario.startsAt - days * DAY_MS,
    }),
  )
  return { scenario, idle }
}

const used = (scenario: Scenario): number => scenario.site.seatsUsed(scenario.company.productKey)
/** Sweeps run at 04:00; on Monday the newest activity is Friday's, so the first sweep that acts is Tuesday's. */
const UNTIL_TUESDAY = '29h'

describe('the sweep', () => {
  it('takes the seat back 180 days after the last activity and a day for the source’s lag', async () => {
    const { scenario, idle } = await siteWith(30, [170, 178, 179, 200])

    await scenario.runFor(UNTIL_TUESDAY)
    expect(idle.map((person) => scenario.company.holdsSeat(person))).toEqual([true, true, true, false])

    await scenario.runFor('24h')
    expect(idle.map((person) => scenario.company.holdsSeat(person))).toEqual([true, true, false, false])
    expect(scenario.report.read()).toMatchObject({ revocations: 2, wrongRevocations: 0, blindRevocations: 0 })
    expect(scenario.violations()).toEqual([])
  })

  it('leaves the account and every other group', async () => {
    const { scenario, idle } = await siteWith(30, [200])
    const { company, site } = scenario
    const account = company.accountOf(idle[0]!)
    company.furnish(() => site.setMember(account.accountId, company.projectGroupId, true, 'admin'))

    await scenario.runFor(UNTIL_TUESDAY)

    const after = scenario.company.accountOf(idle[0]!)
    expect(after).toMatchObject({ status: 'active' })
    expect([...after.groupIds]).toEqual([scenario.company.projectGroupId])
  })

  it('removes nobody without fresh activity, and says so: on Monday the newest is Friday’s', async () => {
    const { scenario } = await siteWith(30, [200, 300])

    await scenario.runFor('5h')

    expect(scenario.removals()).toBe(0)
    expect(await lastRun(scenario, 'sweep')).toMatchObject({
      outcome: 'refused',
      because: expect.stringMatching(/48 hours/),
    })
  })

  it('never removes administrators and exempt people', async () => {
    const { scenario, idle } = await siteWith(30, [200, 200, 200])
    const [admin, exempt] = idle.map((person) => scenario.company.accountOf(person))
    const adminGroup = [...scenario.site.groups.values()].find((group) => group.name === 'company-administrators')!
    scenario.site.setMember(admin!.accountId, adminGroup.groupId, true, 'admin')
    await scenario.complete(
      scenario.administrator.saveSettings({
        exemptPeople: [{ accountId: exempt!.accountId, owner: 'Grace', reason: 'on leave', until: null }],
      }),
    )

    await scenario.runFor(UNTIL_TUESDAY)

    expect(idle.map((person) => scenario.company.holdsSeat(person))).toEqual([true, true, false])
    expect((await lastRun(scenario, 'sweep')).skips).toEqual({ administrator: 1, 'exempt-person': 1 })
  })

  it('holds a large sweep until an administrator approves it, then removes exactly that plan', async () => {
    const { scenario, idle } = await siteWith(30, Array(20).fill(300) as number[])
    await scenario.runFor(UNTIL_TUESDAY)
    expect(scenario.removals()).toBe(0)
    expect((await lastRun(scenario, 'sweep')).outcome).toBe('held')

    // One of them comes back to life between plan and approval.
    scenario.company.useJira(idle[7]!)
    await scenario.runFor('10m')
    await scenario.complete(scenario.administrator.approveHeldPlans())
    await scenario.runFor('10m')

    expect(used(scenario)).toBe(31)
    expect(scenario.company.holdsSeat(idle[7]!)).toBe(true)
    expect(scenario.report.read()).toMatchObject({ revocations: 19, wrongRevocations: 0 })
  })

  it('removes nobody while it is not armed, and shows what it would do', async () => {
    const { scenario } = await siteWith(30, [200, 300], { isArmed: false })

    await scenario.runFor(UNTIL_TUESDAY)

    expect(scenario.removals()).toBe(0)
    expect(await lastRun(scenario, 'sweep')).toMatchObject({ outcome: 'dry-run', counts: { revoke: 2 } })
  })

  it.each([
    ['a page of holders fails', () => ({ status: 500, body: '' })],
    ['an HTML body comes with status 200', () => ({ status: 200, body: '<html>maintenance</html>' })],
    ['nobody is listed', () => ({ status: 200, body: '{"data":[],"links":{}}' })],
  ])('makes no removal call when %s', async (_, answer) => {
    const { scenario } = await siteWith(30, [200, 300])
    await scenario.runFor('25h')
    scenario.host.addInterceptor((service, { url, body }) =>
      service === 'organization' && url.pathname.endsWith('/users/search') && body?.includes('groupIds') === true
        ? answer()
        : undefined,
    )

    await scenario.runFor('6h')

    expect(scenario.removals()).toBe(0)
    expect((await lastRun(scenario, 'sweep')).outcome).toMatch(/failed|refused/)
  })

  it('removes each person once when it is killed at any call', async () => {
    for (const killAt of [1, 2, 3, 4, 5, 7]) {
      const { scenario, idle } = await siteWith(30, [200, 220, 240], { seed: String(killAt) })
      await scenario.runFor('27h')
      let calls = 0
      scenario.host.addInterceptor((_service, { origin }) => {
        if (origin?.functionKey !== 'jobs-worker' || scenario.clock.now() < scenario.startsAt + 28 * 3_600_000)
          return undefined
        calls += 1
        return calls === killAt ? 'kill-after' : undefined
      })

      await scenario.runFor('4h')

      expect(idle.map((person) => scenario.company.holdsSeat(person))).toEqual([false, false, false])
      expect(scenario.report.read()).toMatchObject({ revocations: 3, wrongRevocations: 0 })
    }
  })

  it('goes on in another invocation where the pages of all holders take longer than one may', async () => {
    // 46 pages of 20 s are more than the 15 minutes of an invocation.
    const { scenario, idle } = await siteWith(4_560, [200, 300], { seats: null, accountPageMs: 20_000 })

    await scenario.runFor(UNTIL_TUESDAY)

    expect(await lastRun(scenario, 'sweep')).toMatchObject({ outcome: 'done', counts: { holders: 4_562, revoked: 2 } })
    expect(idle.map((person) => scenario.company.holdsSeat(person))).toEqual([false, false])
    expect(Object.keys(keptBy(scenario)).filter((key) => key.startsWith('scan:'))).toEqual([])
    expect(scenario.violations()).toEqual([])
  })
})
