import { saveConnections } from '../../../src/app/setup/save-connections'
import { findReadOnlyGroups, openGroup } from '../../../src/app/read/group-gate'
import { keys } from '../../support/keys'
import { CONNECTIONS_SECRET } from '../../../src/app/state/secrets'
import { AppError } from '../../../src/core/errors'
import { MINUTE_MS } from '../../../src/core/time'
import { groupRoles } from '../../../src/app/state/group-facts'
import { FOR_PLAN, readAdminGroups } from '../../../src/app/read/read-admin-groups'
import type { TargetRefusal } from '../../../src/core/target-group'
import { account } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const roles = (resource: string, ...names: string[]) => [{ resourceId: `ari:cloud:${resource}`, roles: names }]

/** Every kind of group that rule 13 knows, and what becomes of it. */
const KINDS: readonly [kind: string, arrange: (world: FakeWorld) => void, expected: TargetRefusal | null][] = [
  ['a plain group', () => undefined, null],
  [
    'an access group',
    (world) => world.groupRoles.set('g-x', roles('jira-software::site/cloud-1', 'atlassian/user')),
    null,
  ],
  [
    'a group of organization administrators',
    (world) => world.groupRoles.set('g-x', roles('platform::org/o-1', 'atlassian/org-admin')),
    'gives-administration',
  ],
  [
    'a group of site administrators',
    (world) => world.groupRoles.set('g-x', roles('platform::site/cloud-1', 'atlassian/site-admin')),
    'gives-administration',
  ],
  [
    'a group of app administrators',
    (world) => world.groupRoles.set('g-x', roles('jira-software::site/cloud-1', 'atlassian/user', 'atlassian/admin')),
    'gives-administration',
  ],
  [
    'a group of user access administrators',
    (world) => world.groupRoles.set('g-x', roles('platform::org/o-1', 'atlassian/user-access-admin')),
    'gives-administration',
  ],
  [
    'a group with a role on another site',
    (world) => world.groupRoles.set('g-x', roles('confluence::site/cloud-2', 'atlassian/user')),
    'gives-another-site',
  ],
  ['a synchronised group', (world) => world.synchronisedGroups.add('g-x'), 'synchronised'],
  ['a group that does not exist', (world) => world.missingGroups.add('g-x'), 'missing'],
]

const refusalOf = async (world: FakeWorld, groupId: string): Promise<TargetRefusal | null> => {
  const group = await openGroup(world.ports, groupId, 'join')
  return 'refusal' in group ? group.refusal : null
}

const organization = { orgId: 'org', directoryId: 'dir', apiKey: 'key', apiKeyExpires: '2027-01-31' }
const connections = (groupIds: readonly string[]) => ({
  directory: { kind: 'entra', values: { tenantId: 't', clientId: 'c', clientSecret: 's' } },
  organization: { ...organization, groupIds, maySuspend: false },
})

describe('the list of groups, when the credential is entered', () => {
  it.each(KINDS)('judges %s', async (_, arrange, expected) => {
    const world = createWorld()
    const before = await world.ports.secrets.read(CONNECTIONS_SECRET)
    arrange(world)

    const saved = await saveConnections(world.ports, connections(['g-jira', 'g-x'])).catch((error: Error) => error)

    if (expected === null) expect(saved).toMatchObject({ groupIds: ['g-jira', 'g-x'], maySuspend: false })
    else {
      expect(saved).toMatchObject({ code: 'invalid-input', message: expect.stringContaining('g-x') })
      expect(await world.ports.secrets.read(CONNECTIONS_SECRET)).toBe(before)
    }
  })

  it('names the group and the role that is in the way', async () => {
    const world = createWorld()
    world.groupRoles.set('g-x', roles('platform::org/o-1', 'atlassian/org-admin'))

    await expect(saveConnections(world.ports, connections(['g-x']))).rejects.toThrow(
      'Group "Name of g-x": expected one that gives nothing but the use of products, got one whose members administer ' +
        'something (atlassian/org-admin). The app never writes to such a group: choose another one, or take the role from the group.',
    )
  })

  it('is read with the key as typed, not with the saved one', async () => {
    const world = createWorld()
    const keysUsed: string[] = []
    const ports = {
      ...world.ports,
      tryOrganization: (access: { apiKey: string }) => {
        keysUsed.push(access.apiKey)
        return world.ports.accounts
      },
    }

    await saveConnections(ports, connections(['g-jira']))

    expect(keysUsed).toEqual(['key'])
  })

  it('permits nothing where it is left out', async () => {
    const world = createWorld()
    const { directory } = connections([])

    const info = await saveConnections(world.ports, { directory, organization })

    expect(info).toMatchObject({ groupIds: [], maySuspend: false })
    expect(await openGroup(world.ports, 'g-jira', 'join')).toEqual({ refusal: 'not-listed' })
  })
})

describe('the gate, before each write', () => {
  it.each(KINDS)('judges %s of the list', async (_, arrange, expected) => {
    const world = createWorld()
    world.permitted.groupIds.push('g-x')
    arrange(world)

    expect(await refusalOf(world, 'g-x')).toBe(expected)
  })

  it.each(KINDS)('refuses %s that is not on the list, without asking anybody', async (_, arrange) => {
    const world = createWorld()
    arrange(world)
    const calls: string[] = []
    world.beforeCall = (name) => void calls.push(name)

    expect(await refusalOf(world, 'g-x')).toBe('not-listed')
    expect(calls).toEqual([])
  })

  it.each([0, 4])(
    'notices after %i minutes that a group of the list has become one of administrators',
    async (wait) => {
      const world = createWorld()
      expect(await refusalOf(world, 'g-jira')).toBeNull()
      world.groupRoles.set('g-jira', roles('platform::org/o-1', 'atlassian/org-admin'))

      world.now = new Date(world.now.getTime() + wait * MINUTE_MS)

      expect(await refusalOf(world, 'g-jira')).toBe('gives-administration')
    },
  )

  it('has older roles of a group that has changed read again by whoever relies on them', async () => {
    const world = createWorld()
    await refusalOf(world, 'g-jira')
    await readAdminGroups(world.ports, ['g-jira', 'g-wiki'], FOR_PLAN)
    world.groupRoles.set('g-jira', roles('platform::org/o-1', 'atlassian/org-admin'))

    await refusalOf(world, 'g-jira')

    expect(Object.keys(await groupRoles.read(world.ports.store))).toEqual(['g-wiki'])
    expect((await readAdminGroups(world.ports, ['g-jira'], FOR_PLAN)).admin).toEqual(new Set(['g-jira']))
  })

  it('writes down what it read for the page, and only where that is new', async () => {
    const world = createWorld()
    await refusalOf(world, 'g-jira')
    const { length } = world.stored

    await refusalOf(world, 'g-jira')

    expect(length).toBeGreaterThan(0)
    expect(world.stored).toHaveLength(length)
  })

  it('notices at once that a group is no longer on the list', async () => {
    const world = createWorld()
    expect(await refusalOf(world, 'g-jira')).toBeNull()

    world.permitted.groupIds.length = 0

    expect(await refusalOf(world, 'g-jira')).toBe('not-listed')
  })

  it('believes no copy of the list but the one that lies with the credential', async () => {
    const world = createWorld()
    world.kvs.set(keys.connected, { groupIds: ['g-x'] })

    expect(await openGroup(world.ports, 'g-x', 'join')).toEqual({ refusal: 'not-listed' })
  })

  it('opens to adding and removing', async () => {
    const world = createWorld()
    world.accounts.set('a-ada', account('Ada', { groupIds: [] }))
    const group = await openGroup(world.ports, 'g-jira', 'join')
    if ('refusal' in group) throw new Error('Expected the group to open.')

    expect([await group.add('a-ada'), await group.remove('a-ada')]).toEqual(['done', 'done'])
    expect(world.writes).toEqual(['add a-ada g-jira', 'remove a-ada g-jira'])
  })
})

describe('groups that a plan leaves alone', () => {
  it('are those outside the list and those of the identity provider', async () => {
    const world = createWorld()
    world.synchronisedGroups.add('g-conf')

    expect(await findReadOnlyGroups(world.ports, ['g-jira', 'g-conf', 'g-other'])).toEqual(
      new Map([
        ['g-conf', 'synchronised'],
        ['g-other', 'not-listed'],
      ]),
    )
  })
})

describe('leaving a group that answers "is no member"', () => {
  it.each([
    ['is believed of somebody who is not shown in it', [], null],
    ['is that person’s trouble while the organization shows the person in it', ['g-x'], 'not-found'],
  ])('%s', async (_, groupIds, code) => {
    const world = createWorld()
    await world.ports.secrets.save(CONNECTIONS_SECRET, { organization: { ...world.permitted, groupIds: ['g-x'] } })
    world.accounts.set('a-ada', account('Ada', { groupIds }))
    world.ports.access.removeFromGroup = async () => 'already'
    const group = await openGroup(world.ports, 'g-x', 'leave')

    const left = 'refusal' in group ? null : await group.remove('a-ada').catch((error: unknown) => error)

    expect(left instanceof AppError ? left.code : left).toBe(code ?? 'already')
  })
})
