import { eachAnswer } from '../../support/each-answer'
import type { Answer, Body, RemoteWorld } from '../remote-world'
import { createRemoteWorld, DAY, MINUTE, SECOND, START } from '../remote-world'

const ALL_EXPANSIONS = ['groups', 'platformRoles', 'productAccess']

const add = ({ askOrganization, access }: RemoteWorld, accountId: string, groupId = access.groupId): Answer =>
  askOrganization('POST', `/groups/${groupId}/memberships`, { accountId })

const remove = ({ askOrganization, access }: RemoteWorld, accountId: string): Answer =>
  askOrganization('DELETE', `/groups/${access.groupId}/memberships/${accountId}`)

const search = ({ askOrganization }: RemoteWorld, body: unknown = {}): Answer =>
  askOrganization('POST', '/users/search', body)

const isListed = (world: RemoteWorld, filters: unknown): boolean => search(world, filters).body.data.length === 1

describe('guesses about the organization', () => {
  eachAnswer('org-throttle-headers', (answer, guesses) => {
    it('says how long to wait', () => {
      const world = createRemoteWorld({ guesses: { ...guesses, 'org-request-limit': '200-a-minute' } })
      for (let count = 0; count < 200; count += 1) search(world, { limit: 1 })

      const { status, headers } = search(world, { limit: 1 })

      const reset = { 'reset-seconds': '60', 'reset-epoch': String((START + MINUTE) / SECOND) }
      expect(status).toBe(429)
      expect(headers['retry-after']).toBe(answer === 'retry-after' ? '60' : undefined)
      expect(headers['x-ratelimit-reset']).toBe(
        answer === 'reset-seconds' || answer === 'reset-epoch' ? reset[answer] : new Date(START + MINUTE).toISOString(),
      )
    })
  })

  eachAnswer('org-request-limit', (answer, guesses) => {
    it('refuses the 201st request of a minute, or none', async () => {
      const world = createRemoteWorld({ guesses })
      for (let count = 0; count < 200; count += 1) search(world, { limit: 1 })

      expect(search(world, { limit: 1 }).status).toBe(answer === 'none' ? 200 : 429)

      await world.wait(MINUTE)
      expect(search(world, { limit: 1 }).status).toBe(200)
    })
  })

  eachAnswer('org-search-lag', (answer, guesses) => {
    it('shows a membership within that time', async () => {
      const world = createRemoteWorld({ guesses })
      const { accountId } = world.person('Ada')
      add(world, accountId)
      const filters = { groupIds: [world.access.groupId] }

      await world.wait(3 * SECOND)
      expect(isListed(world, filters)).toBe(answer === '3s')
      await world.wait(5 * MINUTE)
      expect(isListed(world, filters)).toBe(true)
    })
  })

  eachAnswer('org-new-account-lag', (answer, guesses) => {
    it('does not know an account that SCIM made for that long', async () => {
      const world = createRemoteWorld({ guesses })
      const { accountId } = world.site.addAccount({
        ...{ email: 'ada@example.com', displayName: 'Ada', scimId: 'scim-1', by: 'app' },
      })

      await world.wait(29 * SECOND)
      expect(add(world, accountId).status).toBe(404)
      await world.wait(31 * SECOND)
      expect(add(world, accountId).status).toBe(answer === '60s' ? 204 : 404)
      await world.wait(4 * 60 * MINUTE)
      expect(world.askOrganization('GET', `/users/${accountId}`).status).toBe(200)
    })
  })

  eachAnswer('org-directory-narrows', (answer, guesses) => {
    it('lists and counts those outside the directory, or not', async () => {
      const world = createRemoteWorld({ guesses })
      const { site } = world
      const ids = { here: [site.directoryId], other: [site.otherDirectoryId], nowhere: [] }
      for (const [name, directoryIds] of Object.entries(ids))
        site.setDirectories(world.person(name).accountId, directoryIds, 'admin')
      await world.wait(5 * SECOND)
      const emails = Object.keys(ids).map((name) => `${name}@example.com`)
      const list = (body: object): string[] =>
        search(world, { emails, ...body }).body.data.map(({ name }: { name: string }) => name)
      const count = (query: string): number => world.askOrganization('GET', `/users/count${query}`).body.count

      const here = list({ directoryIds: [site.directoryId] })
      const other = list({ directoryIds: [site.otherDirectoryId] })

      const all = Object.keys(ids)
      const hereByPath = answer === 'path' ? ['here'] : all
      expect(list({})).toEqual(hereByPath)
      expect(here).toEqual(answer === 'field' ? ['here'] : hereByPath)
      expect(other).toEqual(answer === 'field' ? ['other'] : hereByPath)
      // The administrator is one more.
      expect(count(`?directoryIds=${site.directoryId}`)).toBe(here.length + 1)
      expect(count('')).toBe(hereByPath.length + 1)
    })
  })

  eachAnswer('org-outside-words', (answer, guesses) => {
    it('says that an account is no member of the directory', async () => {
      const world = createRemoteWorld({ guesses })
      const { accountId } = world.person('Ada')
      world.site.setDirectories(accountId, [world.site.otherDirectoryId], 'admin')
      await world.wait(5 * SECOND)
      const read = (): Body => search(world, { accountIds: [accountId] }).body.data[0]

      const { membershipStatus, status, accountStatus } = read()
      expect([membershipStatus, status, accountStatus]).toEqual([
        answer === 'status' ? 'active' : 'no_membership',
        answer === 'membership' ? 'active' : 'not_invited',
        'active',
      ])
      const { directoryId, otherDirectoryId, orgId, orgApiKey } = world.site
      const url = `https://api.atlassian.com/admin/v2/orgs/${orgId}/directories/${otherDirectoryId}/users/search`
      const headers = { authorization: `Bearer ${orgApiKey}` }
      const there = world.send(world.organization, 'POST', url, { headers, body: { accountIds: [accountId] } })
      expect(there.body.data[0]).toMatchObject({ membershipStatus: 'active', status: 'active' })

      world.site.setDirectories(accountId, [directoryId], 'admin')
      await world.wait(5 * SECOND)
      expect(read()).toMatchObject({ membershipStatus: 'active', status: 'active' })
    })
  })

  eachAnswer('org-empty-expand', (answer, guesses) => {
    it('lists nothing for somebody without groups, roles and activity', () => {
      const world = createRemoteWorld({ guesses })
      const { accountId } = world.person('Ada')

      const [user] = search(world, { accountIds: [accountId], expand: ALL_EXPANSIONS }).body.data

      const empty = { groups: [], platformRoles: [], productAccess: [] }
      expect(Object.fromEntries(ALL_EXPANSIONS.flatMap((name) => (name in user ? [[name, user[name]]] : [])))).toEqual(
        answer === 'empty' ? empty : {},
      )
    })

    it('tells what there is', () => {
      const world = createRemoteWorld({ guesses })

      const [admin] = search(world, { accountIds: [world.site.adminAccountId], expand: ALL_EXPANSIONS }).body.data

      expect(admin.platformRoles).toEqual(['atlassian/org-admin'])
    })
  })

  eachAnswer('org-activity-site', (answer, guesses) => {
    it('tells of activity at each of two sites, and of which', async () => {
      const world = createRemoteWorld({ guesses })
      const { accountId } = world.person('Ada')
      world.site.recordActivity(accountId, START - 2 * DAY)
      world.site.recordActivityElsewhere(accountId, START - DAY)

      const [user] = search(world, { accountIds: [accountId], expand: ALL_EXPANSIONS }).body.data

      const { cloudId, otherCloudId } = world.site
      expect(user.productAccess.map(({ lastActiveTimestamp }: never) => lastActiveTimestamp)).toEqual(
        [2, 1].map((days) => new Date(START - days * DAY).toISOString()),
      )
      expect(user.productAccess.map(({ id }: never) => id)).toEqual(
        [cloudId, otherCloudId].map((id) => (answer === 'site-ari' ? `ari:cloud:jira::site/${id}` : undefined)),
      )
    })
  })

  eachAnswer('org-already-member-reply', (answer, guesses) => {
    it('answers a second membership', () => {
      const world = createRemoteWorld({ guesses })
      const { accountId } = world.person('Ada')
      add(world, accountId)

      const { status, body } = add(world, accountId)

      expect(status).toBe(answer === '204' ? 204 : 409)
      expect(/already/.test(JSON.stringify(body))).toBe(answer === '409-already')
      expect(world.site.seatsUsed('jira-software')).toBe(1)
    })
  })

  eachAnswer('org-not-a-member-reply', (answer, guesses) => {
    it('answers the removal of somebody who is no member', () => {
      const world = createRemoteWorld({ guesses })

      expect(remove(world, world.person('Ada').accountId).status).toBe(Number(answer))
      expect(remove(world, 'nobody').status).toBe(404)
    })
  })

  eachAnswer('org-licence-exceeded-reply', (answer, guesses) => {
    it('answers a membership for which no seat is left', () => {
      const world = createRemoteWorld({ seats: 1, guesses })
      add(world, world.person('Ada').accountId)

      const { status, body } = add(world, world.person('Ben').accountId)

      const words = {
        '409-licence': /licenceExceeded/,
        '409-user-limit': /user limit/,
        '400-licence': /Licence exceeded/,
      }
      expect(status).toBe(answer === '400-licence' ? 400 : 409)
      if (answer === '409-other-words') expect(JSON.stringify(body)).not.toMatch(/licen[cs]e|limit/i)
      else expect(JSON.stringify(body)).toMatch(words[answer])
      expect(world.site.seatsUsed('jira-software')).toBe(1)
    })
  })

  eachAnswer('org-synced-group-status', (answer, guesses) => {
    it('refuses to change a synchronised group with that status', () => {
      const world = createRemoteWorld({ guesses })
      const synced = world.site.addGroup({ name: 'synced', externalSynced: true })

      expect(add(world, world.person('Ada').accountId, synced.groupId).status).toBe(Number(answer))
    })
  })

  eachAnswer('org-scoped-key-status', (answer, guesses) => {
    it('refuses a key with scopes with that status', () => {
      const world = createRemoteWorld({ guesses })
      world.site.setKeyScoped(true)

      const { status, body } = search(world)

      expect(status).toBe(Number(answer))
      expect(JSON.stringify(body)).toContain('scope')
    })
  })

  eachAnswer('org-audit-lag', (answer, guesses) => {
    it('shows a sign-in that late', async () => {
      const world = createRemoteWorld({ guesses })
      const { accountId } = world.person('Ada')
      world.site.recordLogin(accountId)

      await world.wait(2 * MINUTE)
      expect(world.askAudit('events-stream').body.data).toHaveLength(answer === '2m' ? 1 : 0)
      await world.wait(DAY)
      expect(world.askAudit('events-stream').body.data).toHaveLength(1)
    })
  })

  eachAnswer('org-audit-sign-in-action', (answer, guesses) => {
    it('has one key for signing in, in its list of actions and in its events', async () => {
      const world = createRemoteWorld({ guesses })
      world.site.recordLogin(world.person('Ada').accountId)
      await world.wait(2 * MINUTE)

      const actions: { id: string; attributes: { displayName: string } }[] = world.askAudit('event-actions').body.data
      const key = actions.find(({ attributes }) => attributes.displayName === 'Logged in to account')!.id

      expect(key).toBe(answer)
      expect(world.askAudit('events-stream').body.data[0].attributes.action).toBe(key)
    })
  })

  eachAnswer('org-invite-without-rules', (answer, guesses) => {
    it('makes an account, or only says so', () => {
      const { site, organization, send } = createRemoteWorld({ guesses })
      const url = `https://api.atlassian.com/admin/v2/orgs/${site.orgId}/users/invite`
      const headers = { authorization: `Bearer ${site.orgApiKey}` }

      const { status } = send(organization, 'POST', url, { body: { emails: ['ada@example.com'] }, headers })

      expect(status).toBe(200)
      expect(site.findByEmail('ada@example.com') !== undefined).toBe(answer === 'account')
    })
  })
})
