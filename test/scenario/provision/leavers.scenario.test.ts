import type { Sandbox } from '../../../sandbox/create-sandbox'
import { addActiveHolders, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

const EVERYTHING = { account: 'disable', removeGroups: true }
const LEAVERS = { deleted: EVERYTHING, disabled: EVERYTHING }

/** Leaving every other group means those that the app may write to. */
const permit = ({ company }: Sandbox) => ({ groupIds: [company.accessGroupId, company.projectGroupId] })

/** A site that knows its thirty holders; Ada holds a seat and is in a project's group. */
async function startWithAda(seed = '1') {
  const scenario = await startScenario({ seed, settings: { leavers: LEAVERS }, permit })
  addActiveHolders(scenario, 30)
  const ada = scenario.company.person('Ada', { seat: true, lastActiveAt: scenario.startsAt - 86_400_000 })
  const { accountId } = scenario.company.accountOf(ada)
  scenario.site.setMember(accountId, scenario.company.projectGroupId, true, 'admin')
  await scenario.runFor('10h')
  return { scenario, ada, accountId }
}

const groupsOf = (scenario: Scenario, accountId: string) => scenario.site.accounts.get(accountId)!.groupIds

describe('a leaver', () => {
  it('is handled within twenty minutes', async () => {
    const { scenario, ada } = await startWithAda()

    scenario.company.disable(ada)
    await scenario.runFor('20m')

    expect(scenario.company.accountOf(ada).status).not.toBe('active')
    expect(scenario.company.holdsSeat(ada)).toBe(false)
  })

  it('who comes back gets exactly the groups back that were taken, and access through the guard', async () => {
    const { scenario, ada, accountId } = await startWithAda()
    const before = new Set(groupsOf(scenario, accountId))
    scenario.company.disable(ada)
    await scenario.runFor('1h')
    expect(groupsOf(scenario, accountId)).toEqual(new Set())

    scenario.company.enable(ada)
    await scenario.runFor('1h')

    expect(scenario.company.accountOf(ada).status).toBe('active')
    expect(groupsOf(scenario, accountId)).toEqual(before)
    expect(scenario.violations()).toEqual([])
  })

  it('who is deleted is handled as soon, and comes back with what was taken when the deletion is undone', async () => {
    const { scenario, ada, accountId } = await startWithAda()
    const before = new Set(groupsOf(scenario, accountId))
    scenario.company.remove(ada)
    await scenario.runFor('20m')
    expect(scenario.site.accounts.get(accountId)!.status).not.toBe('active')

    scenario.tenant.restoreUser(ada.userId)
    await scenario.runFor('1h')

    expect(scenario.site.accounts.get(accountId)!.status).toBe('active')
    expect(groupsOf(scenario, accountId)).toEqual(before)
  })

  it('is found by the nightly run when the delta token was no longer accepted', async () => {
    const { scenario, ada } = await startWithAda()
    let refused = 0
    scenario.host.addInterceptor((service, { url }) => {
      const isOurs = service === 'entra' && url.pathname === '/v1.0/users/delta'
      if (!isOurs || refused > 0 || url.searchParams.get('$deltatoken') === 'latest') return undefined
      refused += 1
      const message = 'The sync state generation is not found; please restart the sync.'
      return { status: 410, body: JSON.stringify({ error: { code: 'syncStateNotFound', message } }) }
    })
    scenario.company.disable(ada)

    await scenario.runFor('17h')

    expect(refused).toBe(1)
    expect(scenario.company.accountOf(ada).status).not.toBe('active')
    expect(scenario.company.holdsSeat(ada)).toBe(false)
  })

  it('is forgotten at no call at which the app is killed', async () => {
    for (const killAt of [1, 2, 3, 4, 5, 6, 7, 8, 10, 12]) {
      const { scenario, ada, accountId } = await startWithAda(String(killAt))
      let calls = 0
      scenario.host.addInterceptor((_service, { origin }) => {
        if (origin?.functionKey !== 'jobs-worker') return undefined
        calls += 1
        return calls === killAt ? (killAt % 2 === 0 ? 'kill' : 'kill-after') : undefined
      })

      scenario.company.disable(ada)
      await scenario.runFor('2h')

      expect(scenario.site.accounts.get(accountId)!.status).not.toBe('active')
      expect(groupsOf(scenario, accountId)).toEqual(new Set())
    }
  })
})
