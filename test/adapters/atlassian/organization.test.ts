import { createOrganization } from '../../../src/adapters/atlassian/organization'
import { createScimAccounts } from '../../../src/adapters/atlassian/scim'
import { createSuspender } from '../../../src/adapters/atlassian/suspension'
import type { Created } from '../../../src/ports'
import { codeOf } from '../../../src/core/errors'
import { LONG_AGO, MINUTE, createRemoteWorld } from '../../sandbox/remote-world'
import { person } from '../../support/builders'
import { createRemote } from '../../support/remote-fetch'
import { takeBreaches } from '../../support/contract-breaches'
import { eachAnswer } from '../../support/each-answer'
import type { ChosenAnswers } from '../../../sandbox/guesses/guesses'
import type { ServiceReply } from '../../../sandbox/service'

function createAtlassian(seats: number | null = 2, guesses: ChosenAnswers = {}) {
  const world = createRemoteWorld({ seats, guesses })
  const { site } = world
  const remote = createRemote([world.organization, world.scim])
  const permitted = { maySuspend: true }
  const credentials = async () => ({
    ...{ orgId: site.orgId, directoryId: site.directoryId, apiKey: site.orgApiKey },
    ...permitted,
  })
  const here = { now: () => new Date(world.clock.now()), cloudId: () => site.cloudId }
  const organization = createOrganization(remote.http, credentials, here)
  const scim = createScimAccounts(
    remote.http,
    async () => ({ directoryId: site.scimDirectoryId, apiKey: site.scimApiKey }),
    createSuspender(remote.http, credentials),
    async () => undefined,
  )
  const accessGroupId = [...site.groups.values()].find((group) => group.productKeys.length > 0)!.groupId
  const addAccount = (name: string) =>
    site.addAccount({
      email: `${name.toLowerCase()}@example.com`,
      displayName: name,
      addedAt: LONG_AGO,
      lastActiveAt: LONG_AGO,
      by: 'directory',
    })
  const later = (minutes: number) => world.clock.runUntil(world.clock.now() + minutes * MINUTE)
  return { ...world, remote, here, permitted, organization, scimAccounts: scim, accessGroupId, addAccount, later }
}

describe('the organization', () => {
  it('is not asked for administrators without end where a cursor comes again', async () => {
    const { here } = createAtlassian()
    const key = { orgId: 'o', directoryId: 'd', apiKey: 'k' }
    let asked = 0
    const send = async () => {
      asked += 1
      if (asked > 10) throw new Error('Asked more than ten times.')
      return { status: 200, text: JSON.stringify({ data: [], links: { next: 'again' } }) }
    }

    const found = createOrganization({ send }, async () => key, here).findAdministrators()

    await expect(found).rejects.toMatchObject({ code: 'incomplete-read' })
  })

  it('lists every account once over several pages, with groups, roles and last activity', async () => {
    const { organization, addAccount, later, organization: org, site, accessGroupId } = createAtlassian(null)
    const added = Array.from({ length: 250 }, (_, index) => addAccount(`P${index}`).accountId)
    site.setMember(added[0]!, accessGroupId, true, 'admin')
    await later(1)

    const seen = []
    let cursor: string | null = null
    do {
      const page = await org.readPage({}, cursor)
      seen.push(...page.accounts)
      cursor = page.cursor
    } while (cursor !== null)

    expect(new Set(seen.map((account) => account.accountId)).size).toBe(seen.length)
    expect(seen.filter((account) => added.includes(account.accountId))).toHaveLength(250)
    expect(seen.find((account) => account.accountId === added[0])).toMatchObject({
      email: 'p0@example.com',
      type: 'atlassian',
      isActive: true,
      groupIds: [accessGroupId],
      isAdmin: false,
      lastSeen: expect.any(String),
    })
    expect(seen.find((account) => account.accountId === site.adminAccountId)).toMatchObject({ isAdmin: true })
    expect(organization).toBe(org)
  })

  it('looks accounts up ten at a time, and lists the members of a group', async () => {
    const { organization, addAccount, later, remote, site, accessGroupId } = createAtlassian(null)
    const added = Array.from({ length: 23 }, (_, index) => addAccount(`P${index}`).accountId)
    for (const accountId of added.slice(0, 3)) site.setMember(accountId, accessGroupId, true, 'admin')
    await later(1)

    expect((await organization.lookUp([...added, 'nobody'])).size).toBe(23)
    expect(remote.sent).toHaveLength(3)
    const members = await organization.readPage({ groupIds: [accessGroupId] }, null)
    expect(members.accounts.map((account) => account.accountId).sort()).toEqual(added.slice(0, 3).sort())
  })

  it('finds groups by a part of their name, and reads what several give', async () => {
    const { organization, site, accessGroupId } = createAtlassian()
    const { groupId } = site.addGroup({ name: 'Phoenix team', externalSynced: true })
    const { name } = site.groups.get(accessGroupId)!

    expect(await organization.findGroups('phoenix', 20)).toEqual([
      { id: groupId, name: 'Phoenix team', isSynchronised: true, members: 0, roles: [] },
    ])
    expect(await organization.describeGroups([groupId, accessGroupId, 'g-none'])).toEqual(
      new Map([
        [accessGroupId, { id: accessGroupId, name, isSynchronised: false }],
        [groupId, { id: groupId, name: 'Phoenix team', isSynchronised: true }],
      ]),
    )
    const groups = await organization.readGroups([accessGroupId, 'g-none'])
    expect([...groups.keys()]).toEqual([accessGroupId])
    expect(groups.get(accessGroupId)!.roles).toMatchObject([{ roles: ['atlassian/user'] }])
  })

  it.each([
    ['externalSynced', { externalSynced: true }, true],
    ['managedBy', { managedBy: 'external' }, true],
    ['managedBy in capitals', { managedBy: 'EXTERNAL' }, true],
    ['managementAccess', { managementAccess: { modifiable: false } }, true],
    [
      'one against the other two',
      { externalSynced: false, managedBy: 'admins', managementAccess: { modifiable: false } },
      true,
    ],
    ['a manager whom nobody knows', { managedBy: 'hris' }, true],
    [
      'a manager whom nobody knows, and that it may be changed',
      { managedBy: 'hris', managementAccess: { modifiable: true } },
      false,
    ],
    ['its own people', { managedBy: 'team-members' }, false],
    ['nothing', {}, false],
    ['null', { externalSynced: null, managedBy: null, managementAccess: null }, false],
  ])('tells whether only the identity provider changes a group, by %s', async (_, told, isSynchronised) => {
    const { organization, remote } = createAtlassian()
    const body = JSON.stringify({ data: [{ id: 'g-staff', name: 'staff', ...told }], links: { next: null } })
    remote.answer = () => ({ status: 200, body })

    expect((await organization.readSynchronisedGroups(['g-staff'])).has('g-staff')).toBe(isSynchronised)
    expect((await organization.describeGroups(['g-staff'])).get('g-staff')).toMatchObject({ isSynchronised })
  })

  it('counts who is in any of some groups and can sign in, each once', async () => {
    const { organization, addAccount, later, site, accessGroupId } = createAtlassian(null)
    const other = site.addGroup({ name: 'others' }).groupId
    for (const name of ['Ada', 'Bea', 'Cid', 'Dan']) {
      const { accountId } = addAccount(name)
      for (const groupId of [accessGroupId, other]) site.setMember(accountId, groupId, true, 'admin')
      if (name === 'Cid') site.setStatus(accountId, 'deactivated', 'admin')
      if (name === 'Dan') site.setStatus(accountId, 'suspended', 'admin')
    }
    await later(1)

    expect(await organization.countActiveMembers([accessGroupId, other])).toBe(2)
  })

  it('asks for an address once, however often it is named', async () => {
    const { organization, addAccount, later } = createAtlassian()
    addAccount('Ada')
    await later(1)
    const twice = ['ada@example.com', 'ada@example.com']

    expect((await organization.findByEmail(twice)).map(({ name }) => name)).toEqual(['Ada'])
    expect((await organization.readPage({ emails: twice }, null)).accounts.map(({ name }) => name)).toEqual(['Ada'])
  })

  it('finds by asking in halves who has the address that a row does not tell', async () => {
    const { organization, addAccount, later, remote } = createAtlassian()
    const { accountId } = addAccount('Cid')
    addAccount('Ada')
    await later(1)
    remote.answer = (_, ask) => {
      const reply = ask()
      return { ...reply, body: reply.body.replace('"email":"cid@example.com"', '"email":null') }
    }

    const found = await organization.findByEmail(['ada', 'bea', 'cid', 'dan'].map((name) => `${name}@example.com`))

    expect(found.map(({ email }) => email)).toEqual(['ada@example.com', 'cid@example.com'])
    expect(found[1]).toMatchObject({ accountId, gaps: { missing: ['email'] } })
    expect(remote.sent).toHaveLength(5)
  })

  it('believes no row that was not asked for', async () => {
    const { organization, addAccount, later, remote } = createAtlassian()
    const [ada] = ['Ada', 'Ben'].map((name) => addAccount(name).accountId)
    await later(1)
    const everybody = await organization.readPage({}, null)
    const body = JSON.stringify({ data: everybody.accounts.map((one) => ({ ...one, email: one.email.toUpperCase() })) })
    remote.answer = () => ({ status: 200, body })

    expect([...(await organization.lookUp([ada!, 'a-none'])).keys()]).toEqual([ada])
    const asked = ['Ada@example.com ', 'none@example.com']
    expect((await organization.findByEmail(asked)).map(({ accountId }) => accountId)).toEqual([ada])
    const page = await organization.readPage({ emails: asked }, null)
    expect(page.accounts.map(({ accountId }) => accountId)).toEqual([ada])
    remote.sent.length = 0
    expect(await organization.findByEmail(['ada'])).toEqual([])
    expect(remote.sent).toEqual([])
  })

  it('tells each outcome of a membership write apart', async () => {
    const { organization, addAccount, later, site, accessGroupId } = createAtlassian(1)
    const [ada, bea] = [addAccount('Ada').accountId, addAccount('Bea').accountId]
    const synchronised = site.addGroup({ name: 'staff', externalSynced: true }).groupId
    await later(1)

    expect(await organization.addToGroup(accessGroupId, ada)).toBe('done')
    expect(await organization.addToGroup(accessGroupId, ada)).toBe('already')
    expect(await organization.addToGroup(accessGroupId, bea)).toBe('no-seat')
    await expect(organization.addToGroup(accessGroupId, 'nobody')).rejects.toMatchObject({ code: 'not-found' })
    await expect(organization.addToGroup(synchronised, bea)).rejects.toMatchObject({ code: 'permission-missing' })
    expect(await organization.removeFromGroup(accessGroupId, ada)).toBe('done')
    expect(await organization.removeFromGroup(accessGroupId, ada)).toBe('already')
    expect(await organization.readSynchronisedGroups([accessGroupId, synchronised])).toEqual(new Set([synchronised]))
  })

  it.each([
    ['is a member', null, 'done'],
    ['takes a seat too many', { status: 409, body: '{"message":"licence limit"}' }, 'unavailable'],
    ['has to wait', { status: 429, body: '' }, 'unavailable'],
  ])('takes an unanswered write for open where its repetition says: %s', async (_, second, outcome) => {
    const { organization, addAccount, later, remote, accessGroupId } = createAtlassian()
    const { accountId } = addAccount('Ada')
    await later(1)
    remote.answer = (_url, ask) => {
      remote.answer = () => {
        remote.timeLeftMs = 0
        return second ?? undefined
      }
      ask()
      return { status: 503, body: '', headers: { 'retry-after': '0' } }
    }

    const added = await organization.addToGroup(accessGroupId, accountId).catch(codeOf)

    expect([added, remote.sent.length]).toEqual([outcome, 2])
  })

  it('says that a credential is refused', async () => {
    const { remote, site, here } = createAtlassian()
    const { orgId } = site
    const wrong = createOrganization(remote.http, async () => ({ orgId, directoryId: '-', apiKey: 'wrong' }), here)

    await expect(wrong.readPage({}, null)).rejects.toMatchObject({ code: 'sign-in-refused' })
  })

  it('refuses a cursor that goes in circles', async () => {
    const { organization, remote } = createAtlassian()
    remote.answer = () => ({ status: 200, body: '{"data":[],"links":{"next":"again"}}' })

    await expect(organization.readPage({}, 'again')).rejects.toMatchObject({ code: 'incomplete-read' })
  })

  it('refuses a list that leads back to a page read before, and reads the list anew from its beginning', async () => {
    const { organization, remote } = createAtlassian()
    const links = ['b', 'c', 'b', 'b', 'c', 'b']
    remote.answer = () => ({ status: 200, body: JSON.stringify({ data: [], links: { next: links.shift() } }) })

    for (let round = 0; round < 2; round += 1) {
      for (const cursor of [null, 'b']) await organization.readPage({}, cursor)
      await expect(organization.readPage({}, 'c')).rejects.toMatchObject({ code: 'incomplete-read' })
    }
  })
})

/** A record that was made, or was there. */
async function made(creating: Promise<Created>): Promise<Extract<Created, { scimId: string }>> {
  const answer = await creating
  if (answer.outcome === 'taken') throw new Error('Expected a record of this person, got one of another.')
  return answer
}

const addressesOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `p${index}@example.com`)

describe('whose accounts are by the records of the SCIM directory', () => {
  it('is read of a few by their addresses, and of many as a whole', async () => {
    const { scimAccounts, site } = createAtlassian()
    for (let index = 0; index < 250; index += 1) await scimAccounts.create(person(`P${index}`))
    const idOf = (index: number): string => site.findByEmail(`p${index}@example.com`)!.accountId

    expect(await scimAccounts.readOwners(['p7@example.com', 'nobody@example.com'])).toEqual({
      owners: new Map([[idOf(7), 'o-p7']]),
      unread: new Set(),
    })
    const { owners } = (await scimAccounts.readOwners(addressesOf(101)))!
    expect([owners.size, owners.get(idOf(249))]).toEqual([250, 'o-p249'])
  })

  it.each([
    ['a page of HTML', () => ({ status: 200, body: '<html>' })],
    ['a record without an id', () => ({ status: 200, body: '{"Resources":[{"userName":"p1@example.com"}]}' })],
    ['a refusal', () => ({ status: 400, body: '' })],
    ['no answer', () => ({ status: 503, body: '' })],
  ])('is open of the one who is answered with %s, alone', async (_, answer) => {
    const { scimAccounts, remote, site } = createAtlassian()
    for (let index = 0; index < 3; index += 1) await scimAccounts.create(person(`P${index}`))
    const accountId = site.findByEmail('p2@example.com')!.accountId
    remote.answer = ({ search }) => (search.includes('p1%40') ? answer() : undefined)

    const { owners, unread } = (await scimAccounts.readOwners(addressesOf(3)))!

    expect([owners.size, owners.get(accountId), [...unread]]).toEqual([2, 'o-p2', ['p1@example.com']])
  })

  it('is not read while nobody is answered', async () => {
    const { scimAccounts, remote } = createAtlassian()
    remote.answer = () => ({ status: 503, body: '' })

    await expect(scimAccounts.readOwners(addressesOf(3))).rejects.toMatchObject({ code: 'unavailable' })
  })

  it.each([
    ['is open of one record of a list that cannot be read', 1],
    ['is not believed where many records cannot be read', 4],
  ])('%s', async (_, odd) => {
    const { scimAccounts, remote } = createAtlassian()
    for (let index = 0; index < 150; index += 1) await scimAccounts.create(person(`P${index}`))
    remote.answer = (_url, ask) => {
      const reply = ask()
      const page = JSON.parse(reply.body) as { Resources: { id?: string; userName: string }[] }
      for (const record of page.Resources)
        if (addressesOf(odd).includes(record.userName))
          Object.assign(record, { externalId: 7, userName: ' P0@example.com' })
      return { ...reply, body: JSON.stringify(page) }
    }

    const reading = scimAccounts.readOwners(addressesOf(101))

    if (odd > 1) await expect(reading).rejects.toMatchObject({ code: 'incomplete-read' })
    else expect(await reading).toMatchObject({ owners: { size: 149 }, unread: new Set(['p0@example.com']) })
  })

  it('is not believed where a page of the list comes again', async () => {
    const { scimAccounts, remote } = createAtlassian()
    for (let index = 0; index < 150; index += 1) await scimAccounts.create(person(`P${index}`))
    let first: ServiceReply | undefined
    remote.answer = (url, ask) => (url.searchParams.has('startIndex') ? (first ??= ask()) : undefined)

    await expect(scimAccounts.readOwners(addressesOf(101))).rejects.toThrow(/150 records, got 100/)
  })

  it('keeps a record from whoever has its address and another id', async () => {
    const { scimAccounts, site } = createAtlassian()
    await scimAccounts.create(person('Ada'))
    const { accountId } = site.findByEmail('ada@example.com')!

    const second = await scimAccounts.create({ ...person('Ada'), objectId: 'o-second' })

    expect(second).toEqual({ outcome: 'taken', accountId })
    expect(site.accounts.get(accountId)).toMatchObject({ externalId: 'o-ada' })
  })
})

describe('a remembered record that has another id by now', () => {
  it.each([
    [
      'is not written, nor is the person’s own looked for',
      undefined,
      { outcome: 'another', objectId: 'o-else' },
      'Ada',
    ],
    ['is written where that is who the person was before', 'o-else', { outcome: 'done' }, 'Ada King'],
  ])('%s', async (_, earlierId, expected, name) => {
    const { scimAccounts, site, remote } = createAtlassian()
    const { scimId, accountId } = await made(scimAccounts.create(person('Ada')))
    site.updateAccount(accountId, { externalId: 'o-else' }, 'admin')
    remote.sent.length = 0

    const account = { accountId, scimId, objectId: 'o-ada', ...(earlierId && { earlierId }) }
    const updated = await scimAccounts.update(account, person('Ada', { displayName: 'Ada King' }))

    expect(updated).toMatchObject(expected)
    expect(site.accounts.get(accountId)!.displayName).toBe(name)
    expect(remote.sent).toHaveLength(earlierId === undefined ? 1 : 2)
  })

  it.each(['check', 'deactivate', 'restore'] as const)('is read once by %s, and not written', async (call) => {
    const { scimAccounts, site, remote } = createAtlassian()
    const { scimId, accountId } = await made(scimAccounts.create(person('Ada')))
    site.updateAccount(accountId, { externalId: 'o-else' }, 'admin')
    remote.sent.length = 0

    const done = await scimAccounts[call]({ accountId, scimId, objectId: 'o-ada', email: 'ada@example.com' })

    expect(done).toEqual({ outcome: 'another', objectId: 'o-else' })
    expect(remote.sent).toHaveLength(1)
  })

  it('gives way to the person’s own, where it is of another account', async () => {
    const { scimAccounts, site } = createAtlassian()
    const { scimId: another } = await made(scimAccounts.create(person('Bea')))
    const { scimId, accountId } = await made(scimAccounts.create(person('Ada')))

    const done = await scimAccounts.deactivate({ accountId, scimId: another, objectId: 'o-ada' })

    expect(done).toEqual({ outcome: 'done', scimId })
    expect(site.findByEmail('bea@example.com')!.status).toBe('active')
  })
})

eachAnswer('scim-put-conflict', (answer, guesses) => {
  it('an address that another record has is taken, and neither record is written', async () => {
    const { scimAccounts, site } = createAtlassian(null, guesses)
    const { accountId, scimId } = await made(scimAccounts.create(person('Ada')))
    await scimAccounts.create(person('Bea'))

    const renamed = { ...person('Ada'), email: 'bea@example.com' }
    expect(await scimAccounts.update({ accountId, scimId, objectId: 'o-ada' }, renamed)).toEqual({ outcome: 'taken' })

    expect(['ada', 'bea'].map((name) => site.findByEmail(`${name}@example.com`)?.externalId)).toEqual([
      'o-ada',
      'o-bea',
    ])
    // The contract has 400 alone, whatever RFC 7644 says.
    if (answer === '409') expect(takeBreaches()).toEqual([expect.stringContaining('reply 409')])
  })
})

describe('an account that is no member of the directory', () => {
  eachAnswer('org-outside-words', (_, guesses) => {
    it('is none here, and not inactive for that', async () => {
      const { organization, addAccount, later, site } = createAtlassian(null, guesses)
      const { accountId } = addAccount('Ada')
      site.setDirectories(accountId, [], 'admin')
      await later(1)

      const account = (await organization.lookUp([accountId])).get(accountId)
      expect(account).toMatchObject({ isElsewhere: true, isActive: true })
      expect(account?.gaps).toBeUndefined()
      site.joinDirectory(accountId, 'admin')
      await later(1)
      expect((await organization.lookUp([accountId])).get(accountId)).not.toHaveProperty('isElsewhere')
    })
  })

  eachAnswer('org-directory-narrows', (answer, guesses) => {
    it('is in no scan and no count of the directory, where that can be asked for', async () => {
      const { organization, addAccount, later, site } = createAtlassian(null, guesses)
      site.setDirectories(addAccount('Ada').accountId, [site.otherDirectoryId], 'admin')
      addAccount('Ben')
      await later(1)

      const { accounts } = await organization.readPage({}, null)

      const names = accounts.flatMap(({ name = '', isElsewhere }) => (isElsewhere === true ? [] : [name]))
      expect(names).toEqual(['Ada Admin', 'Ben'])
      expect(accounts).toHaveLength(answer === 'nothing' ? 3 : 2)
      expect(await organization.countAccounts()).toBe(accounts.length)
    })
  })
})

describe('the SCIM directory', () => {
  it('creates an account without access, once', async () => {
    const { scimAccounts, site, scim } = createAtlassian()

    const first = await made(scimAccounts.create(person('Ada')))
    const second = await made(scimAccounts.create(person('Ada')))

    expect(first.outcome).toBe('created')
    expect(second).toEqual({ ...first, outcome: 'existed' })
    expect(site.accounts.get(first.accountId)).toMatchObject({
      email: 'ada@example.com',
      externalId: 'o-ada',
      status: 'active',
      groupIds: new Set(),
    })
    expect(scim.violations).toEqual([])
  })

  it('deactivates and restores what it made, knowing the SCIM id or not', async () => {
    const { scimAccounts, site } = createAtlassian()
    const { accountId, scimId } = await made(scimAccounts.create(person('Ada')))

    await scimAccounts.deactivate({ accountId, scimId, objectId: 'o-ada' })
    expect(site.accounts.get(accountId)!.status).toBe('deactivated')
    await scimAccounts.restore({ accountId, scimId: null, objectId: 'o-ada' })
    expect(site.accounts.get(accountId)!.status).toBe('active')
  })

  it('leaves what another client wrote, when it disables, restores and renames', async () => {
    const { scimAccounts, site, remote } = createAtlassian()
    const { accountId, scimId } = await made(scimAccounts.create(person('Ada')))
    const { scimDirectoryId, scimApiKey } = site
    const url = `https://api.atlassian.com/scim/directory/${scimDirectoryId}/Users/${scimId}`
    const headers = { authorization: `Bearer ${scimApiKey}` }
    const read = async () => JSON.parse((await remote.http.send({ method: 'GET', url, headers })).text) as object
    const others = {
      title: 'Countess',
      phoneNumbers: [{ value: '+44 20', type: 'work' }],
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Engines' },
    }
    const { schemas, userName, emails, externalId } = (await read()) as Record<string, unknown>
    const whole = { schemas, userName, emails, externalId }
    await remote.http.send({ method: 'PUT', url, headers, json: { ...whole, ...others } })

    await scimAccounts.deactivate({ accountId, scimId, objectId: 'o-ada' })
    expect(await read()).toMatchObject({ ...others, active: false })
    await scimAccounts.restore({ accountId, scimId, objectId: 'o-ada' })
    expect(await read()).toMatchObject({ ...others, active: true })
    await scimAccounts.update({ accountId, scimId, objectId: 'o-ada' }, { ...person('Ada'), displayName: 'Ada King' })
    expect(await read()).toMatchObject({ ...others, displayName: 'Ada King' })
  })

  it('finds a record that was made anew, and says when there is none any more', async () => {
    const { scimAccounts } = createAtlassian()
    const { accountId, scimId } = await made(scimAccounts.create(person('Ada')))
    const stale = { accountId, scimId: 'an-id-of-before', objectId: 'o-ada' }

    expect(await scimAccounts.deactivate(stale)).toEqual({ outcome: 'done', scimId })
    expect(await scimAccounts.deactivate({ ...stale, objectId: 'o-nobody' })).toEqual({ outcome: 'gone' })
    expect(await scimAccounts.deactivate({ ...stale, objectId: 'o-other', email: 'ada@example.com' })).toEqual({
      ...{ outcome: 'another', objectId: 'o-ada' },
    })
  })

  it.each(['its id', 'the person’s id', 'the address'])(
    'never writes a record of another account, found by %s',
    async (foundBy) => {
      const { scimAccounts, remote } = createAtlassian()
      const { scimId } = await made(scimAccounts.create(person('Ada')))
      const account = {
        accountId: 'a-bea',
        scimId: foundBy === 'its id' ? scimId : null,
        objectId: foundBy === 'the person’s id' ? 'o-ada' : 'o-bea',
      }
      const before = remote.sent.length

      const { outcome } = await scimAccounts.update(account, person('Ada', { objectId: account.objectId }))

      expect(outcome).toBe('not-found')
      expect(remote.sent.slice(before).filter((line) => line.startsWith('PUT'))).toEqual([])
    },
  )

  it.each(['o"bea', 'o\\', 'o" or userName pr or externalId eq "'])(
    'asks for %j and for nobody else',
    async (objectId) => {
      const { scimAccounts, scim } = createAtlassian()
      await scimAccounts.create(person('Ada'))
      const { accountId } = await made(scimAccounts.create({ ...person('Bea'), objectId }))

      const again = await made(scimAccounts.create({ ...person('Bea'), objectId }, true))

      expect(again).toMatchObject({ outcome: 'existed', accountId })
      expect(scim.violations).toEqual([])
    },
  )

  it('never sends a control character in a filter', async () => {
    const { scimAccounts, remote } = createAtlassian()

    await scimAccounts.update(
      { accountId: 'a-bea', scimId: null, objectId: 'o\u0000bea' },
      { ...person('Bea'), email: '' },
    )

    expect(remote.sent).toEqual([])
  })

  it.each(['externalId', 'userName'])('believes no record that was not asked for by %s', async (asked) => {
    const { scimAccounts, remote } = createAtlassian()
    await scimAccounts.create(person('Ada'))
    const { accountId } = await made(scimAccounts.create(person('Bea')))
    remote.answer = (url, ask) => {
      if (url.searchParams.get('filter')?.startsWith(asked) === true) url.searchParams.delete('filter')
      return ask()
    }
    const unknown = { accountId, scimId: null, objectId: 'o-nobody' }

    const updating = scimAccounts.update(unknown, { ...person('Cid'), email: 'cid@example.com' })

    await expect(updating).rejects.toMatchObject({ code: 'bad-response' })
    // Among others, the one that was asked for is found.
    const bea = { accountId, scimId: null, objectId: asked === 'externalId' ? 'o-bea' : 'o-nobody' }
    const found = scimAccounts.update(bea, { ...person('Bea'), email: 'BEA@example.com' })
    expect((await found).outcome).toBe(asked === 'externalId' ? 'done' : 'another')
  })

  it('tells a record that is linked to no account by its name', async () => {
    const { scimAccounts, remote } = createAtlassian()
    remote.answer = (_url, ask) => {
      const reply = ask()
      const { 'urn:scim:schemas:extension:atlassian-external:1.0': _link, ...rest } = JSON.parse(reply.body) as Record<
        string,
        unknown
      >
      return { ...reply, body: JSON.stringify(rest) }
    }

    await expect(scimAccounts.create(person('Ada'))).rejects.toMatchObject({ code: 'not-linked' })
  })

  it.each([
    ['HTML with status 200', { status: 200, body: '<!doctype html>' }, 'bad-response'],
    ['no status that is documented', { status: 202, body: '' }, 'bad-response'],
    ['400', { status: 400, body: '{}' }, 'refused'],
    ['404', { status: 404, body: '{}' }, 'not-found'],
    ['409 with a text that nobody knows', { status: 409, body: '{"message":"no"}' }, 'conflict'],
  ])('believes no write that is answered by %s', async (_, reply, code) => {
    const { organization, scimAccounts, addAccount, later, accessGroupId, remote } = createAtlassian()
    const { accountId } = addAccount('Bea')
    await later(1)
    remote.answer = (url, ask) => (/memberships|suspend/.test(url.pathname) ? reply : ask())

    await expect(organization.addToGroup(accessGroupId, accountId)).rejects.toMatchObject({ code })
    await expect(scimAccounts.suspend(accountId)).rejects.toMatchObject({ code })
    const leaving = organization.removeFromGroup(accessGroupId, accountId)
    if (reply.status === 404) expect(await leaving).toBe('already')
    else await expect(leaving).rejects.toMatchObject({ code })
  })

  it('suspends an account in the organization that the SCIM directory does not know', async () => {
    const { scimAccounts, site, addAccount, later } = createAtlassian()
    const { accountId } = addAccount('Ada')
    await later(1)

    await scimAccounts.deactivate({ accountId, scimId: null, objectId: 'o-ada' })

    expect(site.accounts.get(accountId)!.status).toBe('suspended')
  })

  it('suspends and restores nobody without the permission', async () => {
    const { scimAccounts, site, addAccount, later, permitted, organization: _, ...world } = createAtlassian()
    const { accountId } = addAccount('Ada')
    await later(1)
    permitted.maySuspend = false

    const account = { accountId, scimId: null, objectId: 'o-ada' }
    expect([await scimAccounts.deactivate(account), await scimAccounts.restore(account)]).toEqual([
      { outcome: 'may-not-suspend' },
      { outcome: 'may-not-suspend' },
    ])
    expect(site.accounts.get(accountId)!.status).toBe('active')
    expect(world.scim.violations).toEqual([])
  })

  it('suspends where no SCIM directory is connected at all', async () => {
    const { remote, site, addAccount, later } = createAtlassian()
    const { accountId } = addAccount('Ada')
    await later(1)
    const { orgId, directoryId, orgApiKey: apiKey } = site
    const suspender = createSuspender(remote.http, async () => ({ orgId, directoryId, apiKey, maySuspend: true }))
    const withoutScim = createScimAccounts(
      remote.http,
      async () => null,
      suspender,
      async () => undefined,
    )

    expect(await withoutScim.deactivate({ accountId, scimId: null, objectId: 'o-ada' })).toEqual({ outcome: 'done' })
    expect(site.accounts.get(accountId)!.status).toBe('suspended')
    await expect(withoutScim.create(person('Bea'))).rejects.toMatchObject({ code: 'not-connected' })
  })
})
