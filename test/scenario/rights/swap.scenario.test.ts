import type { Tenant } from '../../../sandbox/entra/tenant'
import { addOtherOrg } from '../../support/other-org'
import { addActiveHolders, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'
import { ask, rewriteAccounts } from '../../support/sweep-site'

const onOrganization = (role: string) => ({
  ...{ resourceId: 'ari:cloud:platform::org/1', resourceOwner: 'platform' },
  roles: [role],
})

interface Company {
  readonly scenario: Scenario
  /** Of the attacker's own org. */
  readonly evil: Tenant
  readonly evilConnection: object
  /** Account ids of people who administer something by one path each. */
  readonly administrators: readonly string[]
}

/** A linked company in Okta with three administrators, and an Okta org of somebody else. */
async function startCompany(): Promise<Company> {
  const scenario = await startScenario({ directory: 'okta', seats: null })
  const { site, company } = scenario
  addActiveHolders(scenario, 12)
  await scenario.runFor('3h')
  const administrators = company.people.slice(0, 3).map((person) => company.accountOf(person).accountId)
  const [itself, byGroup, direct] = administrators
  rewriteAccounts(scenario, (row) =>
    row.accountId === itself ? { ...row, platformRoles: ['atlassian/org-admin'] } : row,
  )
  const group = site.addGroup({ name: 'org-admins', roleAssignments: [onOrganization('atlassian/org-admin')] })
  site.setMember(byGroup!, group.groupId, true, 'admin')
  site.setDirectRoles(direct!, [onOrganization('atlassian/admin')])
  const { tenant: evil, connection: evilConnection } = addOtherOrg(scenario)
  return { scenario, evil, evilConnection, administrators }
}

const told = ({ site }: Scenario, accountIds: readonly string[]) =>
  accountIds.map((id) => {
    const { email, displayName, status, externalId, groupIds } = site.accounts.get(id)!
    return { email, displayName, status, externalId, groups: [...groupIds] }
  })

const organizationOf = ({ site, company }: Scenario) => ({
  ...{ orgId: site.orgId, directoryId: site.directoryId, apiKeyExpires: '2026-12-31', maySuspend: true },
  groupIds: [company.accessGroupId],
})

it('no step of a swap is open to a Jira administrator without the key; each is in the audit trail', async () => {
  const { scenario, evilConnection } = await startCompany()
  const { site, okta } = scenario
  const apiKey = 'made-up'
  const organization = { ...organizationOf(scenario), apiKey }
  const scim = { directoryId: 'another-directory', apiKey: 'their-own' }
  const steps: readonly (readonly [string, object])[] = [
    ['saveConnection', { part: 'directory', ...evilConnection }],
    ['saveConnection', { part: 'directory', ...evilConnection, organizationKey: apiKey }],
    ['saveConnection', { part: 'scim', values: scim }],
    ['saveConnection', { part: 'organization', values: organization }],
    ['saveConnection', { part: 'organization', values: { ...organization, orgId: 'their-own' } }],
    ['saveConnections', { directory: evilConnection, organization, scim }],
  ]

  for (const [method, input] of steps) await expect(ask(scenario, method, input)).rejects.toThrow(/API key/)

  const { parts } = await ask<{ parts: Record<string, { ids: object }> }>(scenario, 'getSetup')
  expect(parts['directory']!.ids).toMatchObject({ orgUrl: `https://${okta.host}` })
  expect(parts['organization']!.ids).toMatchObject({ orgId: site.orgId })
  expect(parts['scim']!.ids).toMatchObject({ directoryId: site.scimDirectoryId })
  const question = { kind: 'credentials', before: null }
  const { entries } = await ask<{ entries: { outcome: string }[] }>(scenario, 'listAudit', question)
  expect(entries.slice(0, steps.length).map(({ outcome }) => outcome)).toEqual(steps.map(() => 'refused'))
  // The secret of the same org is renewed without it.
  const renewed = { kind: 'okta', values: { orgUrl: `https://${okta.host}`, apiToken: okta.apiToken } }
  await ask(scenario, 'saveConnection', { part: 'directory', ...renewed })
})

it('nothing of an account with a role changes, whatever the exchanged directory says', async () => {
  const { scenario, evil, evilConnection, administrators } = await startCompany()
  const { site, administrator } = scenario
  const runAndApprove = async (): Promise<void> => {
    await ask(scenario, 'runNow', { job: 'provision' })
    await scenario.runFor('20m')
    await scenario.complete(administrator.approveHeldPlans())
    await scenario.runFor('20m')
  }
  // Records that name nobody are open to the first directory that has the address.
  for (const accountId of site.accounts.keys()) site.updateAccount(accountId, { externalId: null }, 'admin')
  const before = told(scenario, administrators)
  const everybody = [...site.accounts.values()].filter(({ email }) => email.includes('holder'))
  const users = everybody.map(({ email, displayName }) =>
    evil.addUser({ ...{ mail: email, userPrincipalName: email, displayName }, givenName: 'Ada', surname: 'Holder' }),
  )
  const act = { part: 'directory', ...evilConnection, organizationKey: site.orgApiKey }
  await ask(scenario, 'saveConnection', act)
  await runAndApprove()
  const { rows } = await ask<{ rows: { objectId: string; accountId: string | null }[] }>(scenario, 'listDoubts', {})
  for (const { objectId, accountId } of rows)
    await ask(scenario, 'sayIdentity', { objectId, accountId, verdict: 'same' }).catch(() => null)
  const stories: readonly ((userId: string, index: number) => void)[] = [
    (userId) => evil.updateUser(userId, { displayName: 'Mallory', givenName: 'Mallory' }),
    (userId, index) => evil.updateUser(userId, { mail: `mallory.${index}@evil.example` }),
    (userId) => evil.updateUser(userId, { accountEnabled: false }),
    (userId) => evil.updateUser(userId, { accountEnabled: true }),
    (userId) => evil.deleteUser(userId),
  ]

  for (const story of stories) {
    for (const [index, { id }] of users.entries()) story(id, index)
    await runAndApprove()
    expect(told(scenario, administrators)).toEqual(before)
  }

  // The story was told: it is what happened to everybody else.
  expect(everybody.some(({ accountId }) => site.accounts.get(accountId)!.displayName === 'Mallory')).toBe(true)
})
