/** Four eyes: nobody approves alone what they themselves have brought about. */
import { toChanges } from '../../../sandbox/administrator/create-administrator'
import { lastRun } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'
import { IDLE_SOON, addIdleHolder, sweepSite } from '../../support/sweep-site'

interface Answer {
  readonly ok: boolean
  readonly code?: string
  readonly message?: string
  readonly value?: unknown
}
type Ask = (method: string, payload?: object) => Promise<Answer>

interface Site {
  readonly scenario: Scenario
  /** Who has set the app up, and somebody else who administers Jira. */
  readonly ada: Ask
  readonly ben: Ask
  readonly adaId: string
}

/** Thirty holders and eleven whose access is idle by seven; the sweep of the morning was carried out. */
async function atSeven(settings: object = { fourEyes: true }): Promise<Site> {
  const { scenario } = await sweepSite(29, 0, { settings: { ...settings } }, ({ scenario: site }) => {
    for (let index = 0; index < 11; index += 1) addIdleHolder(site, `Idle ${index}`, IDLE_SOON)
  })
  const { site, host } = scenario
  const { accountId: benId } = site.addAccount({ email: 'ben@company.example', displayName: 'Ben', by: 'admin' })
  for (const groupId of site.accounts.get(site.adminAccountId)!.groupIds) site.setMember(benId, groupId, true, 'admin')
  const by =
    (accountId: string): Ask =>
    (method, payload = {}) =>
      scenario.complete(host.invokeResolver('admin-page', method, payload, { accountId })) as Promise<Answer>
  const [ada, ben] = [by(site.adminAccountId), by(benId)]
  await ben('runNow', { job: 'sweep' })
  await scenario.runFor('2h')
  return { scenario, ada, ben, adaId: site.adminAccountId }
}

async function save(by: Ask, patch: object): Promise<void> {
  const { value } = await by('getOverview')
  const { version } = (value as { settings: { version: number } }).settings
  expect(await by('saveSettings', { version, changes: toChanges(patch) })).toMatchObject({ ok: true })
}

async function run(scenario: Scenario, by: Ask): Promise<void> {
  await by('runNow', { job: 'sweep' })
  await scenario.settle()
}

/** A run that nobody has started. */
async function runBySchedule({ scenario, ben }: Site, hour: number): Promise<void> {
  await save(ben, { schedules: { sweep: `0 ${hour} * * *` } })
  await scenario.advanceTo(Math.floor(scenario.clock.now() / 86_400_000) * 86_400_000 + hour * 3_600_000)
  await scenario.runFor('20m')
  await scenario.settle()
}

async function held(by: Ask): Promise<{ planId: string; refusal: string | null }> {
  const { value } = await by('getOverview')
  const [plan] = (value as { heldPlans: { planId: string; refusal: string | null }[] }).heldPlans
  return plan!
}

async function approve(by: Ask): Promise<Answer> {
  return by('approvePlan', { planId: (await held(by)).planId })
}

const REFUSED = { ok: false, code: 'forbidden', message: expect.stringMatching(/somebody else.*Every other/) as string }

describe('four eyes', () => {
  it('refuse the one who started the run; somebody else approves', async () => {
    const { scenario, ada, ben, adaId } = await atSeven()
    await run(scenario, ada)

    expect(await approve(ada)).toMatchObject(REFUSED)
    expect((await held(ada)).refusal).toMatch(/somebody else/)
    expect((await held(ben)).refusal).toBeNull()
    expect(scenario.removals()).toBe(0)
    expect(await approve(ben)).toMatchObject({ ok: true })
    await scenario.settle()

    expect(scenario.removals()).toBe(11)
    // It was carried out: the next run has makers of its own.
    expect(scenario.host.inspectStorage().entities['record']).not.toHaveProperty(['makers:sweep'])
    const { value } = await ada('listAudit', { kind: 'plan-approved', before: null })
    const { entries } = value as { entries: object[] }
    expect(entries).toMatchObject([{ outcome: 'done' }, { by: adaId, outcome: 'refused', because: 'forbidden' }])
  })

  it('refuse whoever changed the settings, also when somebody else starts it, changes them again or takes them back', async () => {
    const { scenario, ada, ben } = await atSeven()
    await save(ada, { graceDays: 29 })
    await save(ada, { graceDays: 30 })
    await run(scenario, ben)

    expect(await approve(ada)).toMatchObject(REFUSED)
    expect(await approve(ben)).toMatchObject(REFUSED)

    await save(ben, { graceDays: 28 })
    await run(scenario, ben)
    expect(await approve(ada)).toMatchObject(REFUSED)
  })

  it('hold for what a schedule started, and for the next run when nobody has approved', async () => {
    const site = await atSeven()
    const { ada, ben } = site
    await save(ada, { graceDays: 29 })

    for (const hour of [10, 12]) {
      await runBySchedule(site, hour)
      expect(await approve(ada)).toMatchObject(REFUSED)
    }
    // Who chose the hour has started it.
    expect(await approve(ben)).toMatchObject(REFUSED)
  })

  it('do not count what has nothing to do with the plan', async () => {
    const { scenario, ada, ben } = await atSeven()
    await save(ada, { waitingDays: 7, scope: { enabledOnly: true } })
    await run(scenario, ben)

    expect(await approve(ada)).toMatchObject({ ok: true })
  })

  it.each([
    ['right before the approval', true],
    ['before the run', false],
  ])('switched off %s do not free the one who did it', async (_, isAfter) => {
    const { scenario, ada, ben } = await atSeven()
    if (!isAfter) await save(ada, { fourEyes: false })
    await run(scenario, ada)
    if (isAfter) await save(ada, { fourEyes: false })

    expect(await approve(ada)).toMatchObject(REFUSED)
    expect(await approve(ben)).toMatchObject({ ok: true })
  })

  it('are off unless set, and count at once for a plan that waits already', async () => {
    const { scenario, ada, ben } = await atSeven({})
    await run(scenario, ada)
    expect((await held(ada)).refusal).toBeNull()
    await save(ben, { fourEyes: true })

    expect(await approve(ada)).toMatchObject(REFUSED)
    await save(ben, { fourEyes: false })
    expect(await approve(ada)).toMatchObject({ ok: true })
  })

  it('hold for the new size of a source, and who accepted it does not approve what follows', async () => {
    const { scenario, ada, ben } = await atSeven()
    const { company, site } = scenario
    for (const person of company.people.slice(0, 15))
      site.setMember(company.accountOf(person).accountId, company.accessGroupId, false, 'admin')
    await scenario.runFor('10m')
    await run(scenario, ada)
    const { refusedSize } = (await lastRun(scenario, 'sweep')) as unknown as { refusedSize: { source: string } }

    expect(await ada('acceptSourceSize', { source: refusedSize.source })).toMatchObject(REFUSED)
    expect(await ben('acceptSourceSize', { source: refusedSize.source })).toMatchObject({ ok: true })
    await run(scenario, ada)
    expect(await approve(ada)).toMatchObject(REFUSED)
    expect(await approve(ben)).toMatchObject(REFUSED)
  })
})
