import { checkRoles } from '../../src/core/target-group'

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
