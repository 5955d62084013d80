import { eachAnswer } from '../../support/each-answer'
import { askOnPortal, portalStatus } from '../../support/askers'
import { addActiveHolders, lastRun, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

/** Mona uses another product under the company's domain, Otto another directory of the organization. */
async function withOthers(options: Parameters<typeof startScenario>[0] = {}) {
  const scenario = await startScenario({ seats: 20, ...options })
  addActiveHolders(scenario, 3)
  const { company } = scenario
  const others = [
    company.person('Mona', { elsewhere: 'managed' }),
    company.person('Otto', { elsewhere: 'other-directory' }),
  ]
  return { scenario, others, ids: others.map((one) => company.accountOf(one).accountId) }
}

const isMember = ({ site }: Scenario, accountId: string): boolean =>
  site.accounts.get(accountId)!.directoryIds.includes(site.directoryId)

describe('people whose account is no member of the directory', () => {
  eachAnswer('org-outside-words', (_, guesses) => {
    it('have one here after a full run, and a seat for the asking', async () => {
      const { scenario, others, ids } = await withOthers({ guesses })

      await scenario.runFor('3h')

      expect(ids.map((id) => isMember(scenario, id))).toEqual([true, true])
      expect(others.map((one) => scenario.company.accountOf(one).accountId)).toEqual(ids)
      expect(scenario.site.seatsUsed(scenario.company.productKey)).toBe(3)
      await askOnPortal(scenario, others)
      await scenario.runFor('10m')
      expect(others.map((one) => scenario.company.holdsSeat(one))).toEqual([true, true])
      expect(scenario.violations()).toEqual([])
    })
  })

  eachAnswer('org-directory-narrows', (_, guesses) => {
    it('have one here after a full run, whether or not they are listed', async () => {
      const { scenario, ids } = await withOthers({ guesses })

      await scenario.runFor('3h')

      expect(ids.map((id) => isMember(scenario, id))).toEqual([true, true])
      expect((await lastRun(scenario, 'provision')).outcome).toBe('done')
    })
  })

  it('are counted as failed where the SCIM directory refuses their address', async () => {
    const { scenario, ids } = await withOthers({ guesses: { 'scim-existing-account': 'refused' } })

    await scenario.runFor('3h')

    expect(ids.map((id) => isMember(scenario, id))).toEqual([false, false])
    expect((await lastRun(scenario, 'provision')).counts).toMatchObject({ failed: 2 })
  })

  it('are told so when they ask before that', async () => {
    const { scenario, others } = await withOthers()

    await askOnPortal(scenario, others)
    await scenario.runFor('5m')

    for (const one of others)
      expect(await portalStatus(scenario, one)).toMatchObject({ state: 'refused', because: 'elsewhere' })
    expect(scenario.grants()).toBe(0)
  })
})

describe('addresses', () => {
  it('match in any letter case and with blanks, and what is none makes no account', async () => {
    const scenario = await startScenario()
    addActiveHolders(scenario, 3)
    const { company, tenant, site } = scenario
    const ada = company.person('Ada', { account: true, synchronised: false })
    const { accountId, email } = company.accountOf(ada)
    tenant.updateUser(ada.userId, { mail: ` ${email.toUpperCase()} ` })
    const bea = company.person('Bea', { withoutMailbox: true })
    tenant.updateUser(bea.userId, { mail: '  ', userPrincipalName: 'bea_x.com#EXT#@company.example' })
    const before = site.accounts.size

    await scenario.runFor('3h')

    expect(company.accountOf(ada).accountId).toBe(accountId)
    expect(site.accounts.size).toBe(before)
    expect((await lastRun(scenario, 'provision')).skips).toMatchObject({ 'no-address': 1 })
  })
})
