import { checkRoles, checkTargetGroup, describeTargetRefusal, takesSeat } from '../../src/core/target-group'

const HERE = 'cloud-1'
const on = (resource: string, ...roles: string[]) => ({ resourceId: `ari:cloud:${resource}`, roles })

describe('checkRoles', () => {
  it.each([
    ['a group that gives nothing', [], null],
    ['an access group', [on('jira-software::site/cloud-1', 'atlassian/user')], null],
    [
      'an access group of several products',
      [
        on('jira-software::site/cloud-1', 'atlassian/user'),
        on('confluence::site/cloud-1', 'atlassian/user'),
        on('bitbucket::workspace/w-1', 'atlassian/user'),
      ],
      null,
    ],
    [
      'customers and stakeholders',
      [on('jira-servicedesk::site/cloud-1', 'atlassian/customer', 'atlassian/stakeholder')],
      null,
    ],
    ['organization administrators', [on('platform::org/o-1', 'atlassian/org-admin')], 'gives-administration'],
    ['site administrators', [on('platform::site/cloud-1', 'atlassian/site-admin')], 'gives-administration'],
    ['user access administrators', [on('platform::org/o-1', 'atlassian/user-access-admin')], 'gives-administration'],
    [
      'app administrators',
      [on('jira-software::site/cloud-1', 'atlassian/user', 'atlassian/admin')],
      'gives-administration',
    ],
    ['a role that is not known', [on('jira-software::site/cloud-1', 'atlassian/new-power')], 'unknown-role'],
    [
      'a new word for administration',
      [on('jira-software::site/cloud-1', 'atlassian/units-admin')],
      'gives-administration',
    ],
    ['who may use AI', [on('jira-software::site/cloud-1', 'atlassian/user', 'atlassian/ai-access')], null],
    ['users of another site', [on('jira-software::site/cloud-2', 'atlassian/user')], 'gives-another-site'],
    [
      'an administrator hidden among users',
      [on('jira-software::site/cloud-1', 'atlassian/user'), on('confluence::site/cloud-1', 'atlassian/admin')],
      'gives-administration',
    ],
  ] as const)('%s', (_, assignments, expected) => {
    expect(checkRoles(assignments, HERE, {})).toBe(expected)
  })
})

describe('checkTargetGroup', () => {
  const user = on('jira-software::site/cloud-1', 'atlassian/user')
  const admin = on('jira-software::site/cloud-1', 'atlassian/admin')
  const unknown = on('jira-software::site/cloud-1', 'atlassian/new-power')

  it.each([
    ['none with this id', undefined, 'missing'],
    ['an access group', { isSynchronised: false, roles: [user] }, null],
    ['one of the directory', { isSynchronised: true, roles: [user] }, 'synchronised'],
    ['one of the directory with an unknown role', { isSynchronised: true, roles: [unknown] }, 'synchronised'],
    ['one of the directory with administration', { isSynchronised: true, roles: [admin] }, 'gives-administration'],
    ['one with an unknown role', { isSynchronised: false, roles: [unknown] }, 'unknown-role'],
  ])('%s', (_, group, expected) => {
    expect(checkTargetGroup(group, HERE, {})).toBe(expected)
  })
})

describe('takesSeat', () => {
  it.each([
    ['nothing', [], false],
    ['the use of a product', [on('jira-software::site/cloud-1', 'atlassian/user')], true],
    ['customers', [on('jira-servicedesk::site/cloud-1', 'atlassian/customer')], false],
  ])('%s', (_, roles, expected) => {
    expect(takesSeat(roles, {})).toBe(expected)
  })
})

describe('describeTargetRefusal', () => {
  const roles = [on('platform::org/o-1', 'atlassian/user', 'atlassian/org-admin')]

  it('names the role that is in the way, where one is', () => {
    expect(describeTargetRefusal('Owners', 'gives-administration', roles)).toMatch(
      /^Group "Owners": expected .*administer something \(atlassian\/org-admin\)\. The app never writes/,
    )
    expect(describeTargetRefusal('Owners', 'synchronised', roles)).not.toContain('(')
    expect(describeTargetRefusal('Owners', 'gives-administration')).not.toContain('(')
  })
})
