import { SAMPLE_PRIVATE_KEY } from '../../../../sandbox/sample-key'
import type { OktaStatus } from '../../../../sandbox/okta/org'
import { okta } from '../../../../src/adapters/directories/okta'
import type { OktaCredentials } from '../../../../src/adapters/directories/okta/schema'
import { readAll } from '../../../contract/ports/directory.contract'
import { createOktaWorld } from '../../../sandbox/okta/okta-world'
import { createRemote } from '../../../support/remote-fetch'

function createDirectory(credentials?: (world: ReturnType<typeof createOktaWorld>) => Partial<OktaCredentials>) {
  const world = createOktaWorld()
  const { org, clock } = world
  const remote = createRemote([world.okta])
  const known = {
    orgUrl: `https://${org.host}`,
    ...(credentials === undefined ? { apiToken: org.apiToken } : credentials(world)),
  }
  const now = (): Date => new Date(clock.now())
  return { ...world, remote, directory: okta.connect({ fetch: remote.fetch, budget: remote.budget, now }, known) }
}

const serviceApp = ({ org }: Pick<ReturnType<typeof createOktaWorld>, 'org'>) => ({
  clientId: org.clientId,
  keyId: org.keyId,
  privateKey: SAMPLE_PRIVATE_KEY,
})

describe('people of Okta', () => {
  it.each<[OktaStatus, boolean]>([
    ['STAGED', true],
    ['PROVISIONED', true],
    ['ACTIVE', true],
    ['RECOVERY', true],
    ['PASSWORD_EXPIRED', true],
    ['LOCKED_OUT', true],
    ['SUSPENDED', false],
    ['DEPROVISIONED', false],
  ])('who are %s are there, enabled: %s', async (status, enabled) => {
    const { directory, org, colleague, clock } = createDirectory()
    const { id } = colleague('Ada')
    const { cursor } = await directory.readChanges(null)
    await clock.runUntil(clock.now() + 60_000)
    org.setStatus(id, status)

    expect((await readAll(directory.readPeople())).map((person) => person.enabled)).toEqual([enabled])
    expect((await directory.readChanges(cursor)).changed.get(id)).toBe(enabled ? 'enabled' : 'disabled')
  })

  it('lose nothing by a status that Okta has added since', async () => {
    const { directory, remote, colleague } = createDirectory()
    colleague('Ada')
    remote.answer = (_url, ask) => {
      const reply = ask()
      return { ...reply, body: reply.body.replace(/"status":"\w+"/, '"status":"SABBATICAL"') }
    }

    expect((await readAll(directory.readPeople()))[0]?.enabled).toBe(true)
  })

  it('have the attributes of their profile under the names of the settings', async () => {
    const { directory, remote, colleague } = createDirectory()
    colleague('Ada')
    const profile = {
      ...{ login: 'ada@x.com', email: 'ada@x.com', firstName: 'Ada', lastName: 'Byron', department: 'Research' },
      ...{ title: 'Analyst', organization: 'Engines', userType: 'Employee', city: 'London', countryCode: 'GB' },
    }
    remote.answer = (_url, ask) => {
      const reply = ask()
      const [user] = JSON.parse(reply.body) as object[]
      return { ...reply, body: JSON.stringify([{ ...user, profile }]) }
    }

    const names = ['department', 'jobTitle', 'companyName', 'employeeType', 'city', 'country'] as const
    const [person] = await readAll(directory.readPeople(names))

    expect(person!.displayName).toBe('Ada Byron')
    expect(person!.attributes).toEqual({
      ...{ department: 'Research', jobTitle: 'Analyst', companyName: 'Engines' },
      ...{ employeeType: 'Employee', city: 'London', country: 'GB' },
    })
  })

  it('have custom attributes of any type, of which only those that were asked for are read', async () => {
    const { directory, org, colleague } = createDirectory()
    for (const officeLocation of [7, true, ['A', 'B'], 'Berlin', null])
      org.setProfile(colleague(`P${String(officeLocation)}`).id, { officeLocation })

    expect(await readAll(directory.readPeople())).toHaveLength(5)
    const people = await readAll(directory.readPeople(['officeLocation']))
    expect(people.map(({ attributes, gaps }) => [attributes?.officeLocation, gaps])).toEqual([
      ['7', undefined],
      ['true', undefined],
      ['', { unknown: ['officeLocation'] }],
      ['Berlin', undefined],
      ['', undefined],
    ])
  })

  it('have an address, and a number that proves who they are, where there is one', async () => {
    const { directory, org, tenant, colleague } = createDirectory()
    tenant.updateUser(colleague('Ada').id, { mail: ' ', userPrincipalName: 'ada', employeeId: ' 1001 ' })
    tenant.updateUser(colleague('Ben').id, { mail: 'BEN@example.com ', employeeId: ' ' })
    org.setProfile(colleague('Cid').id, { employeeNumber: '' })

    const people = await readAll(directory.readPeople())

    expect(people.map(({ email, proofs }) => [email, proofs])).toEqual([
      ['', { employee: '1001' }],
      ['ben@example.com', undefined],
      ['cid@example.com', undefined],
    ])
  })

  it('who are found have the address that was asked for', async () => {
    const { directory, remote, colleague } = createDirectory()
    for (const name of ['Ada', 'Ben']) colleague(name)
    remote.answer = (url, ask) => {
      url.searchParams.delete('search')
      return ask()
    }

    expect((await directory.find(' ADA@example.com')).map(({ email }) => email)).toEqual(['ada@example.com'])
    expect(await directory.find('cid@example.com')).toEqual([])
  })

  it('are in a group also where it is on the second page of their groups', async () => {
    const { directory, tenant, colleague, remote } = createDirectory()
    const { id } = colleague('Ada')
    const groupIds = Array.from({ length: 450 }, (_, index) => tenant.addGroup(`Group ${index}`).id)
    for (const groupId of groupIds) tenant.setMember(groupId, id, true)

    const wanted = [groupIds[0]!, groupIds[201]!]
    expect((await directory.readMemberships([id], wanted)).found.get(id)).toEqual(wanted)
    expect(remote.sent).toHaveLength(2)
    expect((await directory.readMemberships([id], ['g-none'])).found.get(id)).toEqual([])
    expect(
      (await directory.readMemberships(['00unobody000000000000'], wanted)).found.get('00unobody000000000000'),
    ).toEqual([])
  })

  it('are looked up twenty at a time, and an id that cannot be one of Okta’s is never asked for', async () => {
    const { directory, remote, colleague } = createDirectory()
    const ids = Array.from({ length: 45 }, (_, index) => colleague(`P${index}`).id)

    const { found: people } = await directory.lookUp([...ids, '" or id gt "', 'b7a1-not-okta'])

    expect(people.size).toBe(45)
    expect(remote.sent.filter((line) => line === 'GET /api/v1/users')).toHaveLength(3)
  })

  it('that changed minutes before the newest change are told again, so that none is lost', async () => {
    const { directory, colleague, org, clock } = createDirectory()
    const [ada, ben] = [colleague('Ada'), colleague('Ben')]
    const begin = await directory.readChanges(null)
    org.setStatus(ada.id, 'SUSPENDED')
    await clock.runUntil(clock.now() + 5 * 60_000)
    org.setStatus(ben.id, 'SUSPENDED')
    const first = await directory.readChanges(begin.cursor)
    await clock.runUntil(clock.now() + 60 * 60_000)

    const second = await directory.readChanges(first.cursor)

    expect([...second.changed.keys()].sort()).toEqual([ada.id, ben.id].sort())
    expect(second.cursor).toBe(first.cursor)
  })

  it('are read anew when the cursor is that of another directory', async () => {
    const { directory } = createDirectory()

    await expect(directory.readChanges('https://graph.microsoft.com/v1.0/users/delta')).rejects.toMatchObject({
      code: 'cursor-expired',
    })
  })
})

describe('signing in to Okta', () => {
  it('says that an API token is refused', async () => {
    const { directory, org } = createDirectory()
    org.setTokenRevoked(true)

    await expect(readAll(directory.readPeople())).rejects.toMatchObject({ code: 'sign-in-refused' })
  })

  it('uses a service app with a key of its own, once for many reads', async () => {
    const { directory, remote, colleague, okta } = createDirectory((world) => serviceApp(world))
    colleague('Ada')

    await readAll(directory.readPeople())

    expect(await readAll(directory.readPeople())).toHaveLength(1)
    expect(remote.sent.filter((line) => line.endsWith('/token'))).toHaveLength(1)
    expect(okta.violations).toEqual([])
  })

  it('says which scopes to grant when one is missing', async () => {
    const { directory, org, remote } = createDirectory((world) => serviceApp(world))
    org.setGrantedScopes(['okta.users.read'])
    // A token of before is refused first.
    remote.answer = (url) => (url.pathname.endsWith('/token') ? undefined : { status: 401, body: '{}' })

    await expect(readAll(directory.readPeople())).rejects.toMatchObject({
      code: 'sign-in-refused',
      message: expect.stringMatching(/press Grant at okta.users.read, okta.groups.read and okta.logs.read/),
    })
  })

  it('says what to check when the key is not the app’s', async () => {
    const { directory } = createDirectory((world) => ({ ...serviceApp(world), keyId: 'another' }))

    await expect(readAll(directory.readPeople())).rejects.toMatchObject({
      code: 'sign-in-refused',
      message: expect.stringMatching(/the key id or the private key/),
    })
  })
})

describe('the rate limit of Okta', () => {
  it('is waited for by Okta’s own clock: too long ends the read at once', async () => {
    const { directory, remote } = createDirectory()
    const date = new Date('2030-01-01T00:00:00Z')
    const reset = String(date.getTime() / 1_000 + 300)
    remote.timeLeftMs = 60_000
    remote.answer = () => ({
      ...{ status: 429, body: '{}' },
      headers: { date: date.toUTCString(), 'x-rate-limit-reset': reset },
    })

    await expect(readAll(directory.readPeople())).rejects.toMatchObject({ code: 'throttled' })
    expect(remote.sent).toHaveLength(1)
  })
})
