import type { Person } from '../../../sandbox/company/person'
import { KILL_STEP } from '../../support/kill-at'
import { ask, startSweep, sweepNow, sweepSite } from '../../support/sweep-site'

describe('the journal', () => {
  it('puts exactly the people of a run back, through the guard', async () => {
    const { scenario, idle } = await sweepSite(30, 8)
    const planId = await sweepNow(scenario)
    expect(scenario.removals()).toBe(8)
    scenario.site.setSeats(scenario.company.productKey, 30 + 9)

    await ask(scenario, 'undoRun', { planId })
    await scenario.settle()

    // 9 seats are free and 5 stay free: one after the other until the reserve is reached.
    expect(idle.filter((person) => scenario.company.holdsSeat(person))).toHaveLength(5)
    scenario.site.setSeats(scenario.company.productKey, 60)
    await scenario.runFor('10m')
    expect(idle.every((person) => scenario.company.holdsSeat(person))).toBe(true)
    expect(scenario.grants()).toBe(8)
    expect(scenario.report.read()).toMatchObject({ grantsBelowReserve: 0 })

    const { entries } = await ask<{ entries: { undoneAt?: string }[] }>(scenario, 'readJournal', { planId })
    expect(entries.filter(({ undoneAt }) => undoneAt !== undefined)).toHaveLength(8)
    const { lines } = await ask<{ lines: object[] }>(scenario, 'listJournal', {})
    expect(lines).toMatchObject([
      { kind: 'undo', planId, by: scenario.site.adminAccountId, status: 'done', counts: { asked: 8 } },
      { kind: 'sweep', id: planId, status: 'done', counts: { revoked: 8 } },
    ])
    expect(scenario.violations()).toEqual([])
  })

  it('puts back only those whom asking would give access', async () => {
    const { scenario, idle } = await sweepSite(30, 3)
    const [never, gone, back] = idle as [Person, Person, Person]
    const planId = await sweepNow(scenario)
    const accountOf = (person: Person): string => scenario.company.accountOf(person).accountId
    await scenario.complete(scenario.administrator.saveSettings({ noAccessAccountIds: [accountOf(never)] }))
    // Atlassian still lists the account as active.
    scenario.tenant.deleteUser(gone.userId)

    await ask(scenario, 'undoRun', { planId })
    await scenario.settle()

    expect(idle.filter((person) => scenario.company.holdsSeat(person))).toEqual([back])
    const { requests } = await ask<{ requests: object[] }>(scenario, 'explainPerson', { accountId: accountOf(never) })
    expect(requests).toMatchObject([{ state: 'refused', source: 'undo', refusal: { because: 'access-exempt' } }])
  })

  it('does not sweep again whom an undo gave the access back', async () => {
    const { scenario, idle } = await sweepSite(30, 3, { settings: { schedules: { sweep: '0 4 * * *' } } })
    const planId = await sweepNow(scenario)
    await ask(scenario, 'undoRun', { planId })
    await scenario.settle()

    await scenario.runFor('25h')

    expect(scenario.removals()).toBe(3)
    expect(idle.every((person) => scenario.company.holdsSeat(person))).toBe(true)
  })

  it('makes no removal beyond those of an uninterrupted run, with two sweeps at once killed at any call', async () => {
    let isOver = false
    for (let killAt = 1; !isOver; killAt += KILL_STEP) {
      const { scenario, idle } = await sweepSite(30, 3, { seed: String(killAt) })
      let calls = 0
      const intercept = (functionKey: string | undefined) => {
        if (functionKey !== 'jobs-worker') return undefined
        calls += 1
        return calls === killAt ? (killAt % 2 === 0 ? 'kill' : 'kill-after') : undefined
      }
      scenario.host.addInterceptor((_service, { origin }) => intercept(origin?.functionKey))
      scenario.host.addPlatformInterceptor(({ functionKey }) => intercept(functionKey))

      await startSweep(scenario)
      await startSweep(scenario)
      await scenario.advanceTo(scenario.clock.now() + 3 * 3_600_000)

      isOver = calls < killAt
      expect(idle.map((person) => scenario.company.holdsSeat(person))).toEqual([false, false, false])
      // A removal that was cut off before it took effect is called again: that is the only call beyond three.
      expect(scenario.removals()).toBeLessThanOrEqual(killAt % 2 === 0 ? 4 : 3)
      expect(scenario.report.read()).toMatchObject({ revocations: 3, wrongRevocations: 0 })
    }
  }, 180_000)
})
