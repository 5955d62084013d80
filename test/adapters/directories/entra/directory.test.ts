import { generateKeyPairSync } from 'node:crypto'
import { SAMPLE_CERTIFICATE, SAMPLE_PRIVATE_KEY } from '../../../../sandbox/sample-key'
import { entra } from '../../../../src/adapters/directories/entra'
import type { EntraCredentials } from '../../../../src/adapters/directories/entra/schema'
import type { Person } from '../../../../src/core/people'
import { MINUTE, createRemoteWorld } from '../../../sandbox/remote-world'
import { createRemote } from '../../../support/remote-fetch'

function createDirectory(people: number, credentials: Partial<EntraCredentials> = {}) {
  const world = createRemoteWorld()
  const { tenant } = world
  for (let index = 0; index < people; index += 1) {
    tenant.addUser({
      displayName: `Person ${index}`,
      givenName: 'Person',
      surname: String(index),
      userPrincipalName: `Person${index}@Example.com`,
      mail: index === 1 ? null : `person.${index}@example.com`,
      accountEnabled: index !== 2,
      userType: index === 3 ? 'Guest' : 'Member',
    })
  }
  const remote = createRemote([world.entra])
  const known = {
    tenantId: tenant.tenantId,
    clientId: tenant.clientId,
    clientSecret: tenant.clientSecret,
    ...credentials,
  }
  const now = (): Date => new Date(world.clock.now())
  return { ...world, remote, directory: entra.connect({ fetch: remote.fetch, budget: remote.budget, now }, known) }
}

async function readAll<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = []
  for await (const page of pages) all.push(...page)
  return all
}

describe('signing in to Entra with a certificate', () => {
  const certificate = { certificate: SAMPLE_CERTIFICATE, privateKey: SAMPLE_PRIVATE_KEY }

  it('signs an assertion that the token endpoint verifies', async () => {
    const { directory, entra } = createDirectory(5, { clientSecret: undefined, ...certificate })

    expect(await readAll(directory.readPeople())).toHaveLength(5)
    expect(entra.violations).toEqual([])
  })

  it('says so when the key is not that of a registered certificate', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
    const other = { ...certificate, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
    const { directory } = createDirectory(5, { clientSecret: undefined, ...other })

    await expect(readAll(directory.readPeople())).rejects.toThrow(/The private key has to belong to it/)
  })

  it('tells nothing of a key that is none', async () => {
    const broken = { ...certificate, privateKey: '-----BEGIN PRIVATE KEY-----\nc2VjcmV0' }
    const { directory } = createDirectory(5, { clientSecret: undefined, ...broken })

    await expect(readAll(directory.readPeople())).rejects.toThrow(
      'Private key: expected an RSA key in PEM form without a passphrase.',
    )
  })
})

describe('the Entra directory', () => {
  it('reads everybody over several pages, each once', async () => {
    const { directory, remote, entra } = createDirectory(2_100)

    const people = await readAll(directory.readPeople())

    expect(new Set(people.map((person) => person.objectId)).size).toBe(2_100)
    expect(remote.sent.filter((line) => line.startsWith('GET'))).toHaveLength(3)
    expect(entra.violations).toEqual([])
  })

  it('takes mail, else user principal name, in lower case; tells guests and the disabled', async () => {
    const { directory } = createDirectory(4)

    const people = await readAll(directory.readPeople())

    expect(people.map(({ email, enabled, kind }: Person) => [email, enabled, kind])).toEqual([
      ['person.0@example.com', true, 'member'],
      ['person1@example.com', true, 'member'],
      ['person.2@example.com', false, 'member'],
      ['person.3@example.com', true, 'guest'],
    ])
  })

  it.each<[string, { mail?: string; userPrincipalName?: string }, string]>([
    ['a mail with blanks around it', { mail: ' Ada@Example.com ' }, 'ada@example.com'],
    ['a mail of blanks', { mail: '  ' }, 'person0@example.com'],
    ['a mail that is no address', { mail: 'reception desk' }, 'person0@example.com'],
    ['a guest’s principal name alone', { mail: '', userPrincipalName: 'ada_x.com#EXT#@y.com' }, ''],
    ['a mail that would widen a filter', { mail: 'a" or b@x.com', userPrincipalName: 'a"b@x.com' }, ''],
  ])('takes no address from %s that is none', async (_, change, email) => {
    const { directory, tenant } = createDirectory(1)
    tenant.updateUser([...tenant.users.keys()][0]!, change)

    expect((await readAll(directory.readPeople()))[0]).toMatchObject({ email })
  })

  it('reads what proves who somebody is, where there is something', async () => {
    const { directory, tenant } = createDirectory(3)
    const [both, blank] = [...tenant.users.keys()]
    tenant.updateUser(both!, { employeeId: ' 1001 ', onPremisesImmutableId: 'aGVsbG8=' })
    tenant.updateUser(blank!, { employeeId: '  ', onPremisesImmutableId: '' })

    const people = await readAll(directory.readPeople())

    expect(people.map(({ proofs }) => proofs)).toEqual([
      { employee: '1001', immutable: 'aGVsbG8=' },
      undefined,
      undefined,
    ])
    expect((await directory.lookUp([both!])).found.get(both!)?.proofs).toEqual(people[0]!.proofs)
  })

  it('finds nobody but those who have the address, by whatever name they have it', async () => {
    const { directory, tenant, remote } = createDirectory(2)
    const { id } = tenant.addUser({
      ...{ displayName: 'Gus', givenName: 'Gus', surname: 'Guest', userType: 'Guest' as const },
      userPrincipalName: 'gus_x.com#EXT#@example.com',
    })
    expect((await directory.find(' GUS_x.com#EXT#@example.com')).map(({ objectId }) => objectId)).toEqual([id])

    remote.answer = (url, ask) => {
      url.searchParams.delete('$filter')
      return ask()
    }
    expect(await directory.find('person.9@example.com')).toEqual([])
    expect((await directory.find('Person.0@example.com')).map(({ email }) => email)).toEqual(['person.0@example.com'])
    remote.sent.length = 0
    expect(await directory.find('person.0\u0000@example.com')).toEqual([])
    expect(remote.sent).toEqual([])
  })

  it('signs in anew when a token is refused before its time', async () => {
    const first = createDirectory(3)
    await readAll(first.directory.readPeople())
    // The same credentials, but a service that does not know the token.
    const second = createDirectory(3)

    expect(await readAll(second.directory.readPeople())).toHaveLength(3)
    expect(second.remote.sent.filter((line) => line.includes('/oauth2/'))).toHaveLength(1)
  })

  it.each(['a client secret', 'a certificate'])(
    'leaves the token endpoint alone as long as it asks, with %s',
    async (how) => {
      const { directory, remote, clock } = createDirectory(
        3,
        how === 'a certificate'
          ? { clientSecret: undefined, certificate: SAMPLE_CERTIFICATE, privateKey: SAMPLE_PRIVATE_KEY }
          : {},
      )
      // Tokens of the tests before are over.
      await clock.runUntil(clock.now() + 120 * MINUTE)
      remote.answer = ({ pathname }) =>
        pathname.endsWith('/token') ? { status: 429, headers: { 'retry-after': '3600' }, body: '' } : undefined

      for (const _ of [1, 2]) {
        await expect(readAll(directory.readPeople())).rejects.toMatchObject({ code: 'throttled', waitMs: 60 * MINUTE })
      }

      expect(remote.sent.filter((line) => line.includes('/oauth2/'))).toHaveLength(1)
    },
  )

  it('signs in once for many reads', async () => {
    const { directory, remote } = createDirectory(3)

    await readAll(directory.readPeople())
    await readAll(directory.readPeople())

    expect(remote.sent.filter((line) => line.includes('/oauth2/'))).toHaveLength(1)
  })

  it.each([
    [{ clientSecret: 'wrong' }, 'sign-in-refused', /the client secret is wrong\. .*copy the column Value/],
    [{ clientId: '00000000-0000-4000-8000-000000000000' }, 'sign-in-refused', /copy Application \(client\) ID/],
  ])('says what to correct when Entra refuses %j', async (credentials, code, message) => {
    const { directory } = createDirectory(1, credentials)

    await expect(readAll(directory.readPeople())).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    })
  })

  it('reads changes: begins with nothing, then disabled, deleted and enabled people', async () => {
    const { directory, tenant, clock, entra } = createDirectory(6)
    const ids = [...tenant.users.keys()]
    const begin = await directory.readChanges(null)
    expect(begin.changed.size).toBe(0)
    tenant.updateUser(ids[0]!, { accountEnabled: false })
    tenant.deleteUser(ids[1]!)
    tenant.updateUser(ids[2]!, { accountEnabled: true })
    await clock.runUntil(clock.now() + 5 * MINUTE)

    const { changed, cursor } = await directory.readChanges(begin.cursor)

    // The users' own creation may show as well: delta is late, and repeats itself.
    expect(Object.fromEntries(changed)).toMatchObject({
      [ids[0]!]: 'disabled',
      [ids[1]!]: 'deleted',
      [ids[2]!]: 'enabled',
    })
    expect((await directory.readChanges(cursor)).changed.size).toBeLessThanOrEqual(3)
    expect(entra.violations).toEqual([])
  })

  it('takes the last state of who comes twice, deleted for now or for good as deleted, and goes on after an empty page', async () => {
    const { directory, remote } = createDirectory(1)
    const { cursor } = await directory.readChanges(null)
    const link = 'https://graph.microsoft.com/v1.0/users/delta'
    const pages = [
      { value: [{ id: 'ada', accountEnabled: false }], '@odata.nextLink': `${link}?$skiptoken=2` },
      { value: [], '@odata.nextLink': `${link}?$skiptoken=3` },
      {
        value: [
          { id: 'ada', accountEnabled: true },
          { id: 'ben', '@removed': { reason: 'changed' } },
          { id: 'cid', '@removed': { reason: 'deleted' } },
          { id: 'dan', displayName: 'Dan' },
        ],
        '@odata.deltaLink': `${link}?$deltatoken=4`,
      },
    ]
    remote.answer = (url) =>
      url.pathname.endsWith('/delta') ? { status: 200, body: JSON.stringify(pages.shift()) } : undefined

    const { changed, cursor: next } = await directory.readChanges(cursor)

    expect(Object.fromEntries(changed)).toEqual({ ada: 'enabled', ben: 'deleted', cid: 'deleted', dan: 'enabled' })
    expect(next).toBe(`${link}?$deltatoken=4`)
  })

  it('says that a cursor older than seven days has expired', async () => {
    const { directory, clock } = createDirectory(1)
    const { cursor } = await directory.readChanges(null)
    await clock.runUntil(clock.now() + 8 * 1_440 * MINUTE)

    await expect(directory.readChanges(cursor)).rejects.toMatchObject({ code: 'cursor-expired' })
  })

  it('looks a few people up in batches of twenty, and leaves out who is gone', async () => {
    const { directory, tenant, remote } = createDirectory(45)
    const ids = [...tenant.users.keys()]
    tenant.deleteUser(ids[0]!)
    await directory.lookUp(ids.slice(0, 1))
    remote.sent.length = 0

    const { found: people } = await directory.lookUp(ids)

    expect(people.size).toBe(44)
    expect(people.has(ids[0]!)).toBe(false)
    expect(remote.sent.filter((line) => line.endsWith('/$batch'))).toHaveLength(3)
  })

  it('reads the members of a group through nesting, and the groups of one person', async () => {
    const { directory, tenant } = createDirectory(5)
    const ids = [...tenant.users.keys()]
    const group = tenant.addGroup('staff')
    for (const id of ids.slice(0, 3)) tenant.setMember(group.id, id, true)

    expect((await readAll(directory.readGroupMembers(group.id))).sort()).toEqual(ids.slice(0, 3).sort())
    expect((await directory.readMemberships([ids[0]!, ids[4]!], [group.id])).found).toEqual(
      new Map([
        [ids[0]!, [group.id]],
        [ids[4]!, []],
      ]),
    )
  })

  it('reads sign-ins to the named applications only', async () => {
    const { directory, tenant, clock, entra } = createDirectory(5)
    const ids = [...tenant.users.keys()]
    const since = new Date(clock.now())
    tenant.recordSignIn(ids[0]!)
    tenant.recordSignIn(ids[4]!, 'another-application')
    await clock.runUntil(clock.now() + 20 * MINUTE)

    const span = { since: since.toISOString(), until: new Date(clock.now()).toISOString() }
    const { rows, unread } = await directory.readSignIns(span, [tenant.atlassianAppId])

    expect(rows.map((row) => row.objectId)).toEqual([ids[0]])
    expect(unread).toBeNull()
    expect(entra.violations).toEqual([])
  })

  it.each([
    ['HTML with status 200', { status: 200, body: '<html></html>' }, 'bad-response', /an HTML page/],
    ['truncated JSON', { status: 200, body: '{"value":[' }, 'bad-response', /no JSON/],
    ['a missing field', { status: 200, body: '{"values":[]}' }, 'bad-response', /value/],
    ['a refused permission', { status: 403, body: '{}' }, 'permission-missing', /403/],
    [
      'a page link to another host',
      { status: 200, body: JSON.stringify({ value: [], '@odata.nextLink': 'https://evil.example/v1.0/users' }) },
      'bad-response',
      /evil\.example/,
    ],
  ])('refuses %s', async (_, reply, code, message) => {
    const { directory, remote } = createDirectory(1)
    remote.answer = (url) => (url.pathname === '/v1.0/users' ? reply : undefined)

    await expect(readAll(directory.readPeople())).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    })
    expect(remote.sent.some((line) => line.includes('evil'))).toBe(false)
  })

  it('stops at once when Graph asks for more time than the invocation has', async () => {
    const { directory, remote } = createDirectory(1)
    remote.timeLeftMs = 20_000
    remote.answer = (url) =>
      url.pathname === '/v1.0/users' ? { status: 429, headers: { 'retry-after': '300' }, body: '{}' } : undefined

    await expect(readAll(directory.readPeople())).rejects.toMatchObject({ code: 'throttled' })
    expect(remote.sent.filter((line) => line.endsWith('/v1.0/users'))).toHaveLength(1)
  })
})
