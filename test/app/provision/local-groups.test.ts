import { explainPerson } from '../../../src/app/admin/explain-person'
import { undoPerson, undoRun } from '../../../src/app/admin/journal'
import { keys } from '../../support/keys'
import { runJob } from '../../../src/app/jobs/run-job'
import type { RunReport } from '../../../src/app/state/run-report'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import type { Settings } from '../../../src/core/settings'
import { LOCAL_GROUPS, account, person, settings as withDefaults } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'
import { drainUntilEmpty, siteWith } from '../../support/inbox'

const NAMES = ['Ada', 'Bea', 'Cid']
const groups = LOCAL_GROUPS

/** Ada is in sales and not yet in its group, Bea no longer is in sales; everybody belongs into the project. */
async function createSite(change: Partial<Settings> = {}): Promise<FakeWorld> {
  const world = createWorld({ groups, ...change })
  for (const name of NAMES) {
    await addLinked(world, person(name), account(name, { groupIds: name === 'Bea' ? ['g-wiki', 'g-project'] : [] }))
  }
  world.groupMembers.set('d-sales', ['o-ada'])
  return world
}

async function drainJobs(world: FakeWorld): Promise<void> {
  for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift()) {
    await runJob(world.ports, job, 'worker', 0)
  }
}

let run = 0
async function provision(world: FakeWorld): Promise<string> {
  run += 1
  const runId = `provision:${run}`
  await runJob(world.ports, { type: 'run', run: 'provision', runId }, 'worker', 0)
  await drainJobs(world)
  return runId
}

const report = (world: FakeWorld, name = 'provision') => world.kvs.get(keys.lastRun(name)) as RunReport
const groupsOf = (world: FakeWorld, name: string) => [...world.accounts.get(`a-${name}`)!.groupIds].sort()

describe('local group management', () => {
  it('makes the memberships as the directory has them, once', async () => {
    const world = await createSite()

    await provision(world)

    expect([...world.writes].sort()).toEqual([
      'add a-ada g-project',
      'add a-ada g-wiki',
      'add a-cid g-project',
      'remove a-bea g-wiki',
    ])
    expect(report(world)).toMatchObject({ outcome: 'done', counts: { joined: 3, left: 1 } })
    world.writes.length = 0
    await provision(world)
    expect(world.writes).toEqual([])
  })

  it('reads a group of the directory once that is required and mapped, also to two groups', async () => {
    const mappings = [...groups.mappings, { directoryGroupId: 'd-sales', groupId: 'g-project' }]
    const world = await createSite({ requiredGroupIds: ['d-sales'], groups: { ...groups, always: [], mappings } })
    let reads = 0
    world.beforeCall = (name) => void (name === 'readGroupMembers' && (reads += 1))

    await provision(world)

    expect(reads).toBe(1)
    expect(groupsOf(world, 'ada')).toEqual(['g-project', 'g-wiki'])
  })

  it('can be undone, both ways', async () => {
    const world = await createSite()
    const runId = await provision(world)

    await undoRun(world.ports, { planId: runId }, 'a-boss')
    await drainJobs(world)
    await undoRun(world.ports, { planId: `${runId}:groups` }, 'a-boss')
    await drainJobs(world)

    expect(NAMES.map((name) => groupsOf(world, name.toLowerCase()))).toEqual([[], ['g-project', 'g-wiki'], []])
    expect([...world.requests]).toEqual([])
  })

  it('can be undone for one person: all that one run did, and nobody else’s', async () => {
    const world = await createSite()
    world.groupMembers.set('d-sales', ['o-cid'])
    world.groupMembers.set('d-it', ['o-bea'])
    const mappings = [...groups.mappings, { directoryGroupId: 'd-it', groupId: 'g-project' }]
    world.kvs.set(keys.settings, withDefaults({ groups: { ...groups, always: [], mappings } }))
    world.accounts.set('a-bea', account('Bea', { groupIds: ['g-wiki'] }))
    await provision(world)
    expect(groupsOf(world, 'bea')).toEqual(['g-project'])

    await undoPerson(world.ports, { accountId: 'a-bea' }, 'a-boss')
    await drainJobs(world)

    expect(groupsOf(world, 'bea')).toEqual(['g-wiki'])
    expect(groupsOf(world, 'cid')).toEqual(['g-wiki'])
    expect([...world.requests]).toEqual([])
    await expect(undoPerson(world.ports, { accountId: 'a-bea' }, 'a-boss')).rejects.toThrow(/got nothing/)
  })

  it('tells in the explanation of a person what was done', async () => {
    const world = await createSite()
    const runId = await provision(world)

    const { decisions } = await explainPerson(world.ports, { accountId: 'a-ada' })

    expect(decisions.map(({ planId, outcome, groupIds }) => [planId, outcome, groupIds])).toEqual([
      [runId, 'joined', ['g-project']],
      [runId, 'joined', ['g-wiki']],
    ])
  })

  it.each([
    ['emptied', 'refused', (world: FakeWorld) => world.groupMembers.set('d-sales', [])],
    ['deleted', 'failed', (world: FakeWorld) => world.groupMembers.delete('d-sales')],
  ])('stops the run when the group of the directory was %s', async (_, outcome, change) => {
    const world = await createSite()
    change(world)

    // The last attempt of several.
    await runJob(world.ports, { type: 'run', run: 'provision', runId: 'provision:last' }, 'worker', 5)
    await drainJobs(world)

    expect(report(world)).toMatchObject({ outcome, because: expect.stringContaining('d-sales') })
    expect(world.writes).toEqual([])
  })

  it.each([
    ['is an access group by now', (world: FakeWorld) => world.accessGroupIds.push('g-wiki')],
    [
      'gives a product that nobody manages here',
      (world: FakeWorld) =>
        world.groupRoles.set('g-wiki', [
          { resourceId: 'ari:cloud:confluence::site/cloud-1', roles: ['atlassian/user'] },
        ]),
    ],
    [
      'makes administrators by now',
      (world: FakeWorld) =>
        world.groupRoles.set('g-wiki', [{ resourceId: 'ari:cloud:platform::org/o', roles: ['atlassian/org-admin'] }]),
    ],
    [
      'is no longer on the list',
      (world: FakeWorld) => world.permitted.groupIds.splice(world.permitted.groupIds.indexOf('g-wiki'), 1),
    ],
    ['is synchronised by now', (world: FakeWorld) => world.synchronisedGroups.add('g-wiki')],
    ['is gone', (world: FakeWorld) => world.missingGroups.add('g-wiki')],
  ])('neither adds to nor takes from a group that %s', async (_, change) => {
    const world = await createSite()
    change(world)

    await provision(world)

    expect(world.writes.filter((write) => write.endsWith('g-wiki'))).toEqual([])
    expect(report(world).outcome).toBe('done')
  })

  it('leaves who moved in the directory between plan and write alone', async () => {
    const world = await createSite()
    const { readMemberships } = world.ports.directory
    world.ports.directory.readMemberships = async (objectIds, groupIds) => {
      const { found, failed } = await readMemberships(objectIds, groupIds)
      return { found: new Map([...found].map(([id, held]) => [id, id === 'o-ada' ? [] : held])), failed }
    }

    await provision(world)

    expect(groupsOf(world, 'ada')).toEqual(['g-project'])
  })

  it('holds a change that would empty a group, while leavers and new accounts go on', async () => {
    const world = await createSite({ groups: { ...groups, always: [] } })
    for (let index = 0; index < 12; index += 1)
      await addLinked(world, person(`P${index}`), account(`P${index}`, { groupIds: ['g-wiki'] }))
    world.people.set('o-new', person('New'))

    await provision(world)

    expect(report(world)).toMatchObject({ outcome: 'held', counts: { 'leave-group': 13 } })
    expect([...world.writes].sort()).toEqual(['add a-ada g-wiki', 'create a-new'])
  })

  it('respects "Never remove" for leavers too', async () => {
    const everything = { account: 'disable', removeGroups: true } as const
    const world = await createSite({
      groups: { ...groups, neverRemove: ['name of g-wiki'] },
      leavers: { ...DEFAULT_SETTINGS.leavers, deleted: everything },
    })
    world.people.delete('o-bea')

    await provision(world)

    expect(world.writes).toContain('deactivate a-bea')
    expect(groupsOf(world, 'bea')).toEqual(['g-wiki'])
  })

  it('survives being killed at any call, with the same end', async () => {
    const whole = await createSite()
    await provision(whole)
    const expected = NAMES.map((name) => groupsOf(whole, name.toLowerCase()))
    for (let killAt = 1; killAt <= 24; killAt += 1) {
      const world = await createSite()
      let calls = 0
      world.beforeCall = () => {
        calls += 1
        if (calls === killAt) throw new Error('killed')
      }
      await provision(world).catch(() => undefined)
      world.beforeCall = () => undefined
      world.now = new Date(world.now.getTime() + 3_600_000)
      await drainJobs(world)
      await provision(world)

      expect(NAMES.map((name) => groupsOf(world, name.toLowerCase()))).toEqual(expected)
    }
  })
})

describe('who gets a seat', () => {
  const further = { always: ['g-project'], mappings: [{ directoryGroupId: 'd-sales', groupId: 'g-wiki' }] }
  const settings = { groups: { ...DEFAULT_SETTINGS.groups, ...further } }

  it('also joins the always-assigned groups and those of their own groups in the directory', async () => {
    const world = await siteWith(10, ['Ada', 'Bea'], settings)
    world.groupMembers.set('d-sales', ['o-bea'])

    await drainUntilEmpty(world)

    expect(groupsOf(world, 'ada')).toEqual(['g-jira', 'g-project'])
    expect(groupsOf(world, 'bea')).toEqual(['g-jira', 'g-project', 'g-wiki'])
    expect(report(world, 'grant').counts).toMatchObject({ granted: 2, extraJoined: 3 })
  })

  it('keeps it when one of them cannot be joined; that is reported, and the next run completes it', async () => {
    const world = await siteWith(10, ['Ada'], settings)
    world.missingGroups.add('g-project')

    await drainUntilEmpty(world)
    expect(groupsOf(world, 'ada')).toEqual(['g-jira'])
    expect(report(world, 'grant').counts).toMatchObject({ granted: 1, extraFailed: 1 })

    world.missingGroups.delete('g-project')
    world.groupMembers.set('d-sales', ['o-nobody'])
    world.now = new Date(world.now.getTime() + 3_600_000)
    await provision(world)
    expect(groupsOf(world, 'ada')).toEqual(['g-jira', 'g-project'])
  })

  it('joins no group whose name is not told where some names are never assigned', async () => {
    const world = await siteWith(10, ['Ada'], { groups: { ...settings.groups, neverAssign: ['name of g-project'] } })
    const { describeGroups } = world.ports.accounts
    Object.assign(world.ports.accounts, {
      describeGroups: (ids: readonly string[]) => describeGroups(ids.filter((id) => id !== 'g-project')),
    })

    await drainUntilEmpty(world)

    expect(groupsOf(world, 'ada')).toEqual(['g-jira'])
  })

  it('joins nothing further that is an access group by now', async () => {
    const world = await siteWith(10, ['Ada'], settings)
    world.accessGroupIds.push('g-project')

    await drainUntilEmpty(world)

    expect(groupsOf(world, 'ada')).toEqual(['g-jira'])
  })

  it('joins nothing further when refused', async () => {
    const world = await siteWith(98, ['Ada'], settings)

    await drainUntilEmpty(world).catch(() => undefined)

    expect(groupsOf(world, 'ada')).toEqual([])
  })
})
