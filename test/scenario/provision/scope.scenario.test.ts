import { SAMPLE_CERTIFICATE, SAMPLE_PRIVATE_KEY } from '../../../sandbox/sample-key'
import { addActiveHolders, doubtedSources, lastRun, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

const hasAccount = (scenario: Scenario, email: string): boolean => scenario.site.findByEmail(email) !== undefined

describe('scope', () => {
  it('is what required groups and patterns leave, also when a group is renamed', async () => {
    const scenario = await startScenario({ isArmed: false })
    const { company, tenant, administrator } = scenario
    const [ada, bea, cid] = ['Ada', 'Bea', 'Cid'].map((name) => company.person(name))
    const staff = tenant.addGroup('Staff')
    for (const one of [ada!, cid!]) tenant.setMember(staff.id, one.userId, true)
    const exclude = [{ attribute: 'displayName', pattern: 'cid.*' }]
    await scenario.complete(administrator.setUp({ requiredGroupIds: [staff.id], scope: { exclude } }))

    await scenario.runFor('3h')
    tenant.renameGroup(staff.id, 'Everybody who works here')
    const dan = company.person('Dan')
    tenant.setMember(staff.id, dan.userId, true)
    await scenario.runFor('24h')

    expect(company.accountOf(ada!).status).toBe('active')
    expect(company.accountOf(dan).status).toBe('active')
    expect(() => company.accountOf(bea!)).toThrow()
    expect(() => company.accountOf(cid!)).toThrow()
    expect(scenario.violations()).toEqual([])
  })

  it.each([
    ['deleted', (scenario: Scenario, id: string) => scenario.tenant.deleteGroup(id)],
    [
      'emptied',
      (scenario: Scenario, id: string) => {
        for (const one of scenario.company.people) scenario.tenant.setMember(id, one.userId, false)
      },
    ],
  ])('removes nobody when a required group is %s, and names the group', async (_, change) => {
    const scenario = await startScenario({ isArmed: false })
    addActiveHolders(scenario, 12)
    const staff = scenario.tenant.addGroup('Staff')
    for (const one of scenario.company.people) scenario.tenant.setMember(staff.id, one.userId, true)
    const gone = { account: 'disable', removeGroups: true }
    await scenario.complete(
      scenario.administrator.setUp({ requiredGroupIds: [staff.id], leavers: { 'out-of-scope': gone } }),
    )
    await scenario.runFor('3h')

    change(scenario, staff.id)
    await scenario.runFor('25h')

    expect(scenario.site.seatsUsed(scenario.company.productKey)).toBe(12)
    expect(await doubtedSources(scenario)).toEqual([`required group ${staff.id}`])
  })

  it('holds a change of scope that would disable many', async () => {
    const scenario = await startScenario({ isArmed: false })
    addActiveHolders(scenario, 40)
    const staff = scenario.tenant.addGroup('Staff')
    for (const one of scenario.company.people.slice(0, 20)) scenario.tenant.setMember(staff.id, one.userId, true)
    const { administrator } = scenario
    const gone = { account: 'disable', removeGroups: false }
    await scenario.complete(administrator.setUp({ leavers: { 'out-of-scope': gone } }))
    await scenario.runFor('3h')

    await scenario.complete(administrator.saveSettings({ requiredGroupIds: [staff.id] }))
    await scenario.runFor('24h')

    expect(scenario.site.seatsUsed(scenario.company.productKey)).toBe(40)
    expect(await lastRun(scenario, 'provision')).toMatchObject({ outcome: 'held', counts: { deactivate: 20 } })

    await scenario.complete(administrator.approveHeldPlans())
    await scenario.runFor('5m')
    expect(scenario.site.seatsUsed(scenario.company.productKey)).toBe(20)
  })

  it('refuses a pattern that it would not understand', async () => {
    const scenario = await startScenario()
    const exclude = [{ attribute: 'displayName', pattern: '(?=.*x)' }]

    await expect(scenario.complete(scenario.administrator.saveSettings({ scope: { exclude } }))).rejects.toThrow(
      /expected a pattern in RE2 syntax/,
    )
  })
})

describe('accounts', () => {
  it('follow what the directory says, once for each change', async () => {
    const scenario = await startScenario()
    const { company, tenant } = scenario
    const ada = company.person('Ada')
    await scenario.runFor('3h')
    const puts: string[] = []
    scenario.host.onRequest((service, { method }) => {
      if (service === 'scim' && method === 'PUT') puts.push(method)
    })

    tenant.updateUser(ada.userId, { displayName: 'Ada Byron', mail: 'ada.byron@example.com' })
    await scenario.runFor('72h')

    expect(company.accountOf(ada)).toMatchObject({ displayName: 'Ada Byron', email: 'ada.byron@example.com' })
    expect(puts).toHaveLength(1)
    expect(scenario.violations()).toEqual([])
  })

  it('are made by nobody but the directory’s own connector where no SCIM connection is entered', async () => {
    const scenario = await startScenario()
    const { company, administrator, tenant, site } = scenario
    const [ada, bea] = [company.person('Ada', { account: true }), company.person('Bea')]
    const { tenantId, clientId, clientSecret } = tenant
    const organization = { orgId: site.orgId, directoryId: site.directoryId, apiKey: site.orgApiKey }
    await scenario.complete(
      administrator.call('saveConnections', {
        directory: { kind: 'entra', values: { tenantId, clientId, clientSecret } },
        organization: { ...organization, apiKeyExpires: '2026-12-31' },
      }),
    )

    await scenario.runFor('3h')

    expect(company.accountOf(ada).status).toBe('active')
    expect(() => company.accountOf(bea)).toThrow()
    expect(await lastRun(scenario, 'provision')).toMatchObject({ counts: { matched: 1 }, skips: { missing: 1 } })
  })

  it('are read and made with a certificate instead of a secret', async () => {
    const scenario = await startScenario()
    const { administrator, tenant, site } = scenario
    scenario.company.person('Ada')
    const { tenantId, clientId } = tenant
    const organization = { orgId: site.orgId, directoryId: site.directoryId, apiKey: site.orgApiKey }
    const certificate = { certificate: SAMPLE_CERTIFICATE, privateKey: SAMPLE_PRIVATE_KEY }
    await scenario.complete(
      administrator.call('saveConnections', {
        directory: { kind: 'entra', values: { tenantId, clientId, ...certificate } },
        organization: { ...organization, apiKeyExpires: '2026-12-31' },
        scim: { directoryId: site.scimDirectoryId, apiKey: site.scimApiKey },
      }),
    )
    // Tokens of the secret are still good for an hour.
    await scenario.runFor('3h')

    expect((await lastRun(scenario, 'provision')).outcome).toBe('done')
    expect(hasAccount(scenario, scenario.tenant.users.values().next().value!.mail!)).toBe(true)
  })

  it('are made for one person at once, in five steps', async () => {
    const scenario = await startScenario()
    const ada = scenario.company.person('Ada')
    const { mail } = scenario.tenant.users.get(ada.userId)!

    const steps = await scenario.complete(scenario.administrator.call('provisionPerson', { person: mail }))

    expect(steps).toMatchObject([
      { step: 'found', isOk: true },
      { step: 'in-scope', isOk: true },
      { step: 'matched', isOk: false },
      { step: 'decided', isOk: true },
      { step: 'done', isOk: true },
    ])
    expect(scenario.company.accountOf(ada)).toMatchObject({ status: 'active', groupIds: new Set() })
    expect(scenario.violations()).toEqual([])
  })

  it('are shown as they are before anything is changed', async () => {
    const scenario = await startScenario({ isArmed: false })
    addActiveHolders(scenario, 3)
    // The organization shows memberships a little late.
    await scenario.runFor('1m')

    const state = await scenario.complete(scenario.administrator.call('scanStartState'))

    const groupId = scenario.company.accessGroupId
    expect(state).toMatchObject({
      groups: [{ groupId, isDefault: true, isSynchronised: false, members: 3, refusedBecause: null }],
    })
    expect(scenario.violations()).toEqual([])
  })
})
