import type { Scenario } from '../../support/scenario'
import { addActiveHolders, lastRun, startScenario } from '../../support/scenario'

const NEWCOMERS = 300
const HOLDERS = 40

/** A site with 40 holders, on which 300 people have no account yet; the full run begins at 02:00. */
async function startWith(join: 'no' | 'at-once' | '10m', more: Parameters<typeof startScenario>[0] = {}) {
  const { guesses, ...rest } = more
  const scenario = await startScenario({ seats: 400, ...rest, guesses: { 'new-accounts-join': join, ...guesses } })
  addActiveHolders(scenario, HOLDERS)
  for (let index = 0; index < NEWCOMERS; index += 1) scenario.company.person(`Newcomer ${index}`)
  return scenario
}

const taken = ({ site, company }: Scenario): number => site.seatsUsed(company.productKey) - HOLDERS
const made = ({ site }: Scenario): number => [...site.accounts.values()].filter(({ scimId }) => scimId !== null).length - HOLDERS

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
})
