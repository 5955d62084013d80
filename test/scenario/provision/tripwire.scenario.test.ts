import type { Scenario } from '../../support/scenario'
import { addActiveHolders, lastRun, startScenario } from '../../support/scenario'

const NEWCOMERS = 300
const HOLDERS = 40
/** Enough to be under way when the first ones are given access. */
const MANY = 2_500

/** A site with 40 holders, on which 300 people have no account yet; the full run begins at 02:00. */
async function startWith(
  join: 'no' | 'at-once' | '3m',
  more: Parameters<typeof startScenario>[0] = {},
  newcomers = NEWCOMERS,
) {
  const { guesses, ...rest } = more
  const scenario = await startScenario({ seats: 4_000, ...rest, guesses: { 'new-accounts-join': join, ...guesses } })
  addActiveHolders(scenario, HOLDERS)
  for (let index = 0; index < newcomers; index += 1) scenario.company.person(`Newcomer ${index}`)
  return scenario
}

const taken = ({ site, company }: Scenario): number => site.seatsUsed(company.productKey) - HOLDERS
const made = ({ site }: Scenario): number =>
  [...site.accounts.values()].filter(({ scimId }) => scimId !== null).length - HOLDERS

async function alertTypes(scenario: Scenario): Promise<readonly string[]> {
  const overview = await scenario.complete(scenario.administrator.call('getOverview'))
  return (overview as { alerts: { type: string }[] }).alerts.map(({ type }) => type)
}

describe('the tripwire of provisioning', () => {
  it('makes everybody an account, and no seat is taken, where nothing gives access', async () => {
    const scenario = await startWith('no')

    await scenario.runFor('3h')

    expect([made(scenario), taken(scenario)]).toEqual([NEWCOMERS, 0])
    expect(await lastRun(scenario, 'provision')).toMatchObject({ outcome: 'done', counts: { created: NEWCOMERS } })
    expect(scenario.report.read().grantsByProvisioning).toBe(0)
  })

  it('stops at 25 accounts where new accounts get access at once, and says why', async () => {
    const scenario = await startWith('at-once')

    await scenario.runFor('3h')

    expect([made(scenario), taken(scenario)]).toEqual([25, 25])
    expect(scenario.report.read().grantsByProvisioning).toBe(25)
    const { outcome, because, counts } = await lastRun(scenario, 'provision')
    expect({ outcome, cameWithAccess: counts['cameWithAccess'] }).toEqual({ outcome: 'refused', cameWithAccess: 25 })
    expect(because).toMatch(/25 of the 25 accounts .* approved domain .* default group/s)
    expect(await alertTypes(scenario)).toContain('accounts-with-access')
  })

  it('lets leavers go and changes be written while no accounts are made', async () => {
    const scenario = await startWith('at-once')
    const leaver = scenario.company.people[0]!
    await scenario.runFor('3h')
    scenario.company.disable(leaver)

    await scenario.runFor('1h')

    expect(made(scenario)).toBe(25)
    expect(scenario.company.accountOf(leaver).status).not.toBe('active')
  })

  it('stops within 1,000 accounts of the first access where it comes minutes later', async () => {
    const scenario = await startWith('3m', {}, MANY)
    let isSeated = false
    let madeAfter = 0
    scenario.site.onChange((change) => {
      isSeated ||= change.kind === 'seat' && change.by === 'app'
      if (isSeated && change.kind === 'account-created') madeAfter += 1
    })

    await scenario.runFor('3h')

    expect(await lastRun(scenario, 'provision')).toMatchObject({ outcome: 'refused' })
    expect(isSeated && madeAfter <= 1_000 && made(scenario) < MANY).toBe(true)
  })

  it('tries 25 others in the next night, and makes everybody once an administrator wants it so', async () => {
    const scenario = await startWith('at-once')
    await scenario.runFor('27h')
    expect(made(scenario)).toBe(50)

    await scenario.complete(scenario.administrator.call('acceptSourceSize', { source: 'new accounts with access' }))
    await scenario.runFor('24h')

    expect([made(scenario), taken(scenario)]).toEqual([NEWCOMERS, NEWCOMERS])
    expect((await lastRun(scenario, 'provision')).outcome).toBe('done')
    expect(await alertTypes(scenario)).not.toContain('accounts-with-access')
  })

  it('goes on where a newcomer among the first asked the app for a seat', async () => {
    const scenario = await startWith('no')
    const asked: string[] = []
    scenario.site.onChange((change) => {
      if (change.kind !== 'account-created' || change.by !== 'app' || asked.length === 5) return
      asked.push(change.accountId)
      scenario.clock.after(65_000, () => {
        void scenario.administrator.call('grantNow', { productKey: 'jira-software', accountId: change.accountId })
      })
    })

    await scenario.runFor('3h')

    expect([made(scenario), taken(scenario)]).toEqual([NEWCOMERS, 5])
    expect((await lastRun(scenario, 'provision')).outcome).toBe('done')
  })

  it('makes no more than 25 while the organization does not list them, and says so', async () => {
    const scenario = await startWith('no', { guesses: { 'org-new-account-lag': '4h' } })

    await scenario.runFor('3h')
    expect(made(scenario)).toBe(25)
    expect(await alertTypes(scenario)).toContain('accounts-unlisted')

    await scenario.runFor('8h')
    expect(made(scenario)).toBe(NEWCOMERS)
    expect(await lastRun(scenario, 'provision')).toMatchObject({ outcome: 'done' })
    expect(await alertTypes(scenario)).not.toContain('accounts-unlisted')
  })
})
