import { eachAnswer } from '../../support/each-answer'
import type { RemoteWorld } from '../remote-world'
import { createRemoteWorld, DAY, MINUTE, START } from '../remote-world'

function readActivity({ askOrganization }: RemoteWorld, accountId: string): string | undefined {
  const body = { accountIds: [accountId], expand: ['productAccess'] }
  return askOrganization('POST', '/users/search', body).body.data[0].productAccess[0]?.lastActiveTimestamp
}

describe('guesses about Atlassian', () => {
  eachAnswer('last-active-published', (answer, guesses) => {
    it('shows an activity of noon at once, or after the next midnight', async () => {
      const world = createRemoteWorld({ guesses })
      const { accountId } = world.person('Ada')
      await world.wait(DAY / 2)
      const noon = new Date(START + DAY / 2).toISOString()
      world.site.recordActivity(accountId)

      expect(readActivity(world, accountId)).toBe(answer === 'at-once' ? noon : undefined)

      await world.wait(DAY / 2 + 30 * MINUTE)
      expect(readActivity(world, accountId)).toBe(noon)
    })

    it('knows from when on an activity is shown', async () => {
      const { site } = createRemoteWorld({ guesses })

      expect(site.activity.shownFrom(START)).toBe(answer === 'at-once' ? START : START + 30 * MINUTE)
    })
  })

  eachAnswer('new-accounts-join', (answer, guesses) => {
    it('gives an account that SCIM makes a seat at once, later or never', async () => {
      const { site, wait } = createRemoteWorld({ guesses })
      site.addProduct({ key: 'jira-software', name: 'Jira', seats: null })
      site.addGroup({ name: 'jira-users', productKeys: ['jira-software'] })
      site.addAccount({ email: 'ada@example.com', displayName: 'Ada', by: 'app' })
      site.addAccount({ email: 'ben@example.com', displayName: 'Ben', by: 'admin' })
      const used = (): number => site.seatsUsed('jira-software')
      const before = used()

      await wait(10 * MINUTE)

      expect([before, used()]).toEqual({ no: [0, 0], 'at-once': [1, 1], '3m': [0, 1] }[answer])
    })
  })

  eachAnswer('ai-role-on-groups', (answer, guesses) => {
    it('gives the role to groups that give a product, or to none', () => {
      const { site, access, askOrganization } = createRemoteWorld({ guesses })
      const project = site.addGroup({ name: 'project' })
      const rolesOf = (groupId: string): string[] =>
        askOrganization('GET', `/groups/${groupId}/role-assignments`).body.data.flatMap(
          ({ roles }: { roles: string[] }) => roles,
        )

      const usual = ['atlassian/user']
      expect(rolesOf(access.groupId)).toEqual(answer === 'people-only' ? usual : [...usual, 'atlassian/ai-access'])
      expect(rolesOf(project.groupId)).toEqual([])
    })
  })
})
