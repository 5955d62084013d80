import { saveSettings } from '../../../src/app/setup/save-settings'
import { keys } from '../../support/keys'
import { products } from '../../support/builders'
import { saving } from '../../support/settings'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const roles = (resource: string, ...names: string[]) => [{ resourceId: `ari:cloud:${resource}`, roles: names }]

/** Every list that may name a group; a group product among them. */
const LISTS: readonly [list: string, patch: object][] = [
  ['Access group', { accessGroupId: 'g-x' }],
  [
    'Groups that give the product',
    { products: [{ key: 'jira-software' }, { key: 'confluence', kind: 'group', accessGroupIds: ['g-x'] }] },
  ],
  ['Always assign groups', { groups: { always: ['g-x'] } }],
  ['Group mapping', { groups: { mappings: [{ directoryGroupId: 'd-1', groupId: 'g-x' }] } }],
]

const KINDS: readonly [kind: string, arrange: (world: FakeWorld) => void, message: RegExp | null][] = [
  ['a plain group', () => undefined, null],
  [
    'organization administrators',
    (world) => world.groupRoles.set('g-x', roles('platform::org/o', 'atlassian/org-admin')),
    /administer something/,
  ],
  [
    'site administrators',
    (world) => world.groupRoles.set('g-x', roles('platform::site/cloud-1', 'atlassian/site-admin')),
    /administer something/,
  ],
  [
    'app administrators',
    (world) => world.groupRoles.set('g-x', roles('jira::site/cloud-1', 'atlassian/admin')),
    /administer something/,
  ],
  [
    'user access administrators',
    (world) => world.groupRoles.set('g-x', roles('platform::org/o', 'atlassian/user-access-admin')),
    /administer something/,
  ],
  [
    'a role on another site',
    (world) => world.groupRoles.set('g-x', roles('jira::site/cloud-2', 'atlassian/user')),
    /another site/,
  ],
  ['a synchronised group', (world) => world.synchronisedGroups.add('g-x'), /only the identity provider/],
  ['a group that is not there', (world) => world.missingGroups.add('g-x'), /does not know/],
  ['a group outside the list', (world) => world.permitted.groupIds.pop(), /not in it/],
]

describe('a group that settings name', () => {
  const table = LISTS.flatMap(([list, patch]) =>
    KINDS.map(([kind, arrange, message]) => [list, kind, patch, arrange, message] as const),
  )

  it.each(table)('%s, %s: judged when it is saved', async (list, _, patch, arrange, message) => {
    const world = createWorld()
    world.permitted.groupIds.push('g-x')
    arrange(world)
    const before = JSON.stringify(world.kvs.get(keys.settings))

    const saved = await saveSettings(world.ports, saving(patch), 'a-boss').catch((error: Error) => error.message)

    if (message === null) expect(JSON.stringify(saved)).toContain('g-x')
    else {
      expect(saved).toMatch(message)
      expect(String(saved).startsWith(`${list}: Group "`)).toBe(true)
      expect(JSON.stringify(world.kvs.get(keys.settings))).toBe(before)
    }
  })

  it.each([
    ['Always assign groups', { groups: { always: ['g-jira'] } }],
    ['Group mapping', { groups: { mappings: [{ directoryGroupId: 'd-1', groupId: 'g-jira' }] } }],
  ])('must give no access in %s', async (list, patch) => {
    const world = createWorld()

    await expect(saveSettings(world.ports, saving(patch), 'a-boss')).rejects.toThrow(
      `${list}: Group "Name of g-jira": expected one that gives no product, got one that takes a seat.`,
    )
  })

  it('must not be one that "Never assign" names, whichever of the two is saved last', async () => {
    const world = createWorld()
    await saveSettings(world.ports, saving({ groups: { always: ['g-project'] } }), 'a-boss')

    await expect(
      saveSettings(world.ports, saving({ groups: { neverAssign: ['.*project'] } }), 'a-boss'),
    ).rejects.toThrow(
      'Always assign groups: Group "Name of g-project": expected one that people may be added to, got one that "Never assign" names.',
    )
  })

  it('does not keep anybody from changing something else once it has left the list', async () => {
    const world = createWorld({ products: products({ accessGroupId: 'g-gone' }) })

    expect(await saveSettings(world.ports, saving({ waitingDays: 7 }), 'a-boss')).toMatchObject({
      settings: { waitingDays: 7 },
    })
  })
})

describe('a mapping without a group', () => {
  it('gets the one whose name the rule makes of the directory’s', async () => {
    const world = createWorld()
    world.groupMembers.set('project', [])
    const nameRule = { pattern: 'name of (.*)', replacement: 'NAME OF g-$1' }

    const saved = await saveSettings(
      world.ports,
      saving({ groups: { mappings: [{ directoryGroupId: 'project' }], nameRule } }),
      'a-boss',
    )

    expect(saved.settings.groups.mappings).toEqual([{ directoryGroupId: 'project', groupId: 'g-project' }])
  })

  it.each([
    ['nothing', [], /expected the id of a group of the directory, got "project"/],
    ['another name', ['project'], /expected the organization to have a group "Name of project"/],
  ])('is refused where the directory has %s', async (_, directoryGroups, message) => {
    const world = createWorld()
    for (const id of directoryGroups) world.groupMembers.set(id, [])

    await expect(
      saveSettings(world.ports, saving({ groups: { mappings: [{ directoryGroupId: 'project' }] } }), 'a-boss'),
    ).rejects.toThrow(message)
  })
})
