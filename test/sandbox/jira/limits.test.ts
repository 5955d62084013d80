import { createRemoteWorld, MINUTE, SECOND } from '../remote-world'

describe('bursts of Jira', () => {
  it.each([
    ['/groups/picker', 100],
    ['/myself', 100],
    ['/user?accountId=ID', 150],
  ])('%s takes %i requests a second', (path, limit) => {
    const { askJira, person } = createRemoteWorld()
    const { accountId } = person('Ada')
    const ask = (): number => askJira(path.replace('ID', accountId), { kind: 'user', accountId }).status

    const statuses = Array.from({ length: limit + 1 }, ask)

    expect(statuses).toEqual([...Array<number>(limit).fill(200), 429])
  })
})

describe('points of Jira', () => {
  it('are one for a request and two for each object of the reply', () => {
    const { askJira, jira, site } = createRemoteWorld()
    const cost = (path: string): number => {
      const before = jira.meters.points
      askJira(path)
      return jira.meters.points - before
    }
    site.addGroup({ name: 'other-users' })

    expect([cost('/applicationrole'), cost('/groups/picker?query=users'), cost('/groups/picker?query=x')]).toEqual([
      3, 5, 1,
    ])
  })

  it('are said to run out when less than a fifth is left', async () => {
    const { askJira, jira, wait } = createRemoteWorld()
    const ask = async () => {
      const reply = askJira('/applicationrole')
      if (reply.status === 429) await wait(SECOND)
      return reply.headers['x-ratelimit-nearlimit']
    }
    while (jira.meters.points < 51_999) await ask()

    const seen = [await ask(), await ask()]

    expect(seen.at(-1)).toBe('true')
    await wait(60 * MINUTE)
    expect(askJira('/applicationrole').headers['x-ratelimit-nearlimit']).toBeUndefined()
  })
})

describe('the group picker', () => {
  it('shows 20 groups at most', () => {
    const { askJira, site } = createRemoteWorld()
    for (let index = 0; index < 25; index += 1) site.addGroup({ name: `team-${index}` })
    const count = (query: string): number => askJira(`/groups/picker?query=team${query}`).body.groups.length

    expect([count(''), count('&maxResults=20'), count('&maxResults=21'), count('&maxResults=3')]).toEqual([
      20, 20, 20, 3,
    ])
  })
})
