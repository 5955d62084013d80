import type { Scenario } from '../support/scenario'
import { startScenario } from '../support/scenario'

const RESERVE = 'products[jira-software].seatReserve'

interface Overview {
  readonly settings: {
    readonly version: number
    readonly waitingDays: number
    readonly graceDays: number
    readonly armed: Readonly<Record<string, boolean>>
    readonly exemptPeople: readonly { readonly accountId: string }[]
    readonly products: readonly { readonly seatReserve: number }[]
    readonly schedules: { readonly sweep: string }
  }
}
interface AuditLine {
  readonly by: string
  readonly outcome: string
  readonly settings?: readonly { readonly setting: string }[]
}
type Answer = { readonly ok: boolean; readonly code?: string; readonly value?: unknown }

/** A site with a second administrator of Jira, and two people. */
async function site() {
  const scenario = await startScenario()
  const { site: world, company } = scenario
  const [other, ada, ben] = ['Olivia Other', 'Ada', 'Ben'].map(
    (name) => company.accountOf(company.person(name, { seat: true })).accountId,
  ) as [string, string, string]
  const admins = [...world.groups.values()].find(({ name }) => name === 'company-administrators')!
  world.setMember(other, admins.groupId, true, 'admin')
  const as = (accountId: string) => (method: string, payload: object) =>
    scenario.host.invokeResolver('admin-page', method, payload, { accountId }) as Promise<Answer>
  const [boss, colleague] = [as(world.adminAccountId), as(other)]
  const together = (...calls: readonly Promise<Answer>[]) => scenario.complete(Promise.all(calls))
  return { scenario, boss, colleague, together, ids: { boss: world.adminAccountId, other, ada, ben } }
}

async function overview(scenario: Scenario): Promise<Overview['settings']> {
  return ((await scenario.complete(scenario.administrator.call('getOverview'))) as Overview).settings
}

async function auditOf(scenario: Scenario): Promise<readonly AuditLine[]> {
  const page = (await scenario.complete(scenario.administrator.call('listAudit', {}))) as {
    entries: readonly AuditLine[]
  }
  return page.entries
}

const exemption = (accountId: string, version: number) => ({
  accountId,
  owner: 'Board',
  reason: 'Audit',
  until: null,
  version,
})

describe('administrators who change settings at the same time', () => {
  it('have all in force afterwards: a setting, an exemption, and a disarmed sweep', async () => {
    const { scenario, boss, colleague, together, ids } = await site()
    const { version } = await overview(scenario)

    const answers = await together(
      boss('saveSettings', { version, changes: [{ path: 'waitingDays', value: 7 }] }),
      colleague('exemptPerson', exemption(ids.ada, version)),
      colleague('setArmed', { job: 'sweep', armed: false }),
    )

    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true])
    expect(await overview(scenario)).toMatchObject({
      waitingDays: 7,
      exemptPeople: [{ accountId: ids.ada }],
      armed: { provision: true, grant: true, sweep: false },
    })
  })

  it('keep both exemptions that are made at once, and are told of one of the same person', async () => {
    const { scenario, boss, colleague, together, ids } = await site()
    const { version } = await overview(scenario)

    const both = await together(
      boss('exemptPerson', exemption(ids.ada, version)),
      colleague('exemptPerson', exemption(ids.ben, version)),
    )
    const [again] = await together(colleague('exemptPerson', { ...exemption(ids.ada, version), reason: 'Leave' }))

    expect(both.map(({ ok }) => ok)).toEqual([true, true])
    expect(again).toMatchObject({
      ok: false,
      code: 'conflict',
      conflicts: [{ path: `exemptPeople[${ids.ada}]`, by: ids.boss }],
    })
    const { exemptPeople } = await overview(scenario)
    expect(exemptPeople.map(({ accountId }) => accountId).sort()).toEqual([ids.ada, ids.ben].sort())
  })

  it('put nothing back from a page that was loaded earlier, and are blamed for their own changes only', async () => {
    const { scenario, boss, colleague, together, ids } = await site()
    const { version } = await overview(scenario)
    await together(
      colleague('saveSettings', {
        version,
        changes: [
          { path: RESERVE, value: 12 },
          { path: 'schedules.sweep', value: '0 5 * * *' },
          { path: 'exemptPeople', add: { accountId: ids.ada, owner: 'Board', reason: 'Audit' } },
        ],
      }),
    )

    const late = await together(
      boss('saveSettings', { version, changes: [{ path: 'graceDays', value: 3 }] }),
      boss('saveSettings', { version, changes: [{ path: RESERVE, value: 6 }] }),
    )

    expect(late).toMatchObject([
      { ok: true },
      {
        ok: false,
        code: 'conflict',
        conflicts: [{ path: RESERVE, label: 'Seat reserve of Jira', by: ids.other, from: '5', to: '12' }],
      },
    ])
    expect(await overview(scenario)).toMatchObject({
      graceDays: 3,
      products: [{ seatReserve: 12 }],
      schedules: { sweep: '0 5 * * *' },
      exemptPeople: [{ accountId: ids.ada }],
    })
    const lines = (await auditOf(scenario)).filter(({ settings }) => settings !== undefined)
    const blamed = (by: string) =>
      lines.filter((line) => line.by === by).flatMap(({ settings = [] }) => settings.map(({ setting }) => setting))
    expect(blamed(ids.other)).toContain(RESERVE)
    expect(blamed(ids.boss).filter((setting) => setting === RESERVE || setting.startsWith('exemptPeople'))).toEqual([])
    expect(blamed(ids.boss)).toContain('graceDays')
  })

  it('arm nothing whose dry run was made with older settings', async () => {
    const { scenario, boss, colleague, together, ids } = await site()
    const { version } = await overview(scenario)
    await together(colleague('setArmed', { job: 'sweep', armed: false }))
    await together(colleague('saveSettings', { version, changes: [{ path: 'graceDays', value: 3 }] }))

    const [late] = await together(boss('setArmed', { job: 'sweep', armed: true, version }))

    expect(late).toMatchObject({
      code: 'conflict',
      conflicts: [{ path: 'graceDays', by: ids.other, from: '30', to: '3' }],
    })
    expect((await overview(scenario)).armed['sweep']).toBe(false)
  })
})
