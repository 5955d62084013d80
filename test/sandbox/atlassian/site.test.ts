import type { SiteChange } from '../../../sandbox/atlassian/site'
import { createRemoteWorld, DAY, LONG_AGO, START } from '../remote-world'

describe('createSite', () => {
  it('gives the same ids for the same seed', () => {
    expect(createRemoteWorld().site.cloudId).toBe(createRemoteWorld().site.cloudId)
    expect(createRemoteWorld().person('Ada').accountId).toBe(createRemoteWorld().person('Ada').accountId)
  })

  it('counts one seat for an account in two groups that grant the product', () => {
    const { site, access, person } = createRemoteWorld()
    const other = site.addGroup({ name: 'more-users', productKeys: ['jira-software'] })
    const ada = person('Ada')

    site.setMember(ada.accountId, access.groupId, true, 'admin')
    site.setMember(ada.accountId, other.groupId, true, 'admin')

    expect(site.seatsUsed('jira-software')).toBe(1)
    site.setMember(ada.accountId, access.groupId, false, 'admin')
    expect(site.holdsSeat(ada.accountId, 'jira-software')).toBe(true)
    site.setMember(ada.accountId, other.groupId, false, 'admin')
    expect(site.holdsSeat(ada.accountId, 'jira-software')).toBe(false)
  })

  it.each(['suspended', 'deactivated'] as const)(
    'frees the seat of an account that is %s and gives it back',
    (status) => {
      const { site, access, person } = createRemoteWorld()
      const ada = person('Ada')
      site.setMember(ada.accountId, access.groupId, true, 'admin')

      site.setStatus(ada.accountId, status, 'directory')
      expect(site.seatsFree('jira-software')).toBe(2)

      site.setStatus(ada.accountId, 'active', 'directory')
      expect(site.seatsFree('jira-software')).toBe(1)
    },
  )

  it('tells a seat change after the membership that caused it, with the seats free before', () => {
    const { site, access, person } = createRemoteWorld()
    const ada = person('Ada')
    const changes: SiteChange[] = []
    site.onChange((change) => changes.push(change))

    site.setMember(ada.accountId, access.groupId, true, 'app', 'worker')
    site.setMember(ada.accountId, access.groupId, true, 'app', 'worker')

    const common = { at: START, accountId: ada.accountId, by: 'app', functionKey: 'worker' }
    expect(changes).toEqual([
      { kind: 'membership', groupId: access.groupId, member: true, ...common },
      { kind: 'seat', productKey: 'jira-software', held: true, freeBefore: 2, ...common },
    ])
  })

  it('has no free seats to count when they are unlimited', () => {
    const { site } = createRemoteWorld({ seats: null })

    expect(site.seatsFree('jira-software')).toBeNull()
  })

  it('ends the memberships of a removed account', () => {
    const { site, access, person } = createRemoteWorld()
    const ada = person('Ada')
    site.setMember(ada.accountId, access.groupId, true, 'admin')

    site.removeAccount(ada.accountId, 'admin')

    expect([site.seatsUsed('jira-software'), access.memberIds.size, site.findByEmail('ada@example.com')]).toEqual([
      0,
      0,
      undefined,
    ])
  })

  it('publishes activity at 00:30 UTC of the day after it', async () => {
    const { clock, site, person } = createRemoteWorld()
    const { accountId } = person('Ada')
    expect(site.publishedActivity(accountId)).toBeNull()

    site.recordActivity(accountId, LONG_AGO)
    site.recordActivity(accountId)
    const seen = [site.publishedActivity(accountId)]
    await clock.runUntil(START + 29 * 60_000)
    seen.push(site.publishedActivity(accountId))
    await clock.runUntil(START + 30 * 60_000)
    seen.push(site.publishedActivity(accountId))

    expect(seen).toEqual([LONG_AGO, LONG_AGO, START])
  })

  it('keeps publishing the activity of yesterday while there is newer one', async () => {
    const { clock, site, person } = createRemoteWorld()
    const { accountId } = person('Ada')
    site.recordActivity(accountId)

    await clock.runUntil(START + DAY)
    site.recordActivity(accountId)

    expect(site.publishedActivity(accountId)).toBe(START)
  })
})
