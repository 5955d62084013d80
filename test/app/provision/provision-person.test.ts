import { undoPerson } from '../../../src/app/admin/journal'
import { keys } from '../../support/keys'
import { provisionPerson } from '../../../src/app/provision/provision-person'
import { saveLinks } from '../../../src/app/state/link-store'
import { runJob } from '../../../src/app/jobs/run-job'
import { scanStartState } from '../../../src/app/admin/scan-start-state'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import type { Settings } from '../../../src/core/settings'
import { LOCAL_GROUPS, account, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const REMOVE_OUT_OF_SCOPE: Settings['leavers'] = {
  ...DEFAULT_SETTINGS.leavers,
  'out-of-scope': { account: 'disable', removeGroups: false },
}

const words = (steps: Awaited<ReturnType<typeof provisionPerson>>) =>
  steps.map(({ step, isOk }) => `${step} ${isOk ? 'yes' : 'no'}`)

describe('provisionPerson', () => {
  it('makes the account of one person, in five steps', async () => {
    const world = createWorld()
    world.people.set('o-ada', person('Ada'))

    const steps = await provisionPerson(world.ports, { person: 'Ada@Example.com' }, 'a-boss')

    expect(words(steps)).toEqual(['found yes', 'in-scope yes', 'matched no', 'decided yes', 'done yes'])
    expect(steps[0]!.text).toContain('Ada (ada@example.com), enabled member')
    expect(world.writes).toEqual(['create a-ada'])
  })

  it('changes nothing the second time', async () => {
    const world = createWorld()
    world.people.set('o-ada', person('Ada'))
    await provisionPerson(world.ports, { person: 'ada@example.com' }, 'a-boss')

    const steps = await provisionPerson(world.ports, { person: 'ada@example.com' }, 'a-boss')

    expect(words(steps)).toEqual(['found yes', 'in-scope yes', 'matched yes', 'decided yes', 'done yes'])
    expect(world.writes).toEqual(['create a-ada'])
  })

  it('ends where nobody is found, and says what was looked for', async () => {
    const steps = await provisionPerson(createWorld().ports, { person: 'nobody@example.com' }, 'a-boss')

    expect(steps).toEqual([{ step: 'found', isOk: false, text: 'Nobody in the directory has "nobody@example.com".' }])
  })

  it('leaves two people with one address alone', async () => {
    const world = createWorld()
    world.people.set('o-ada', person('Ada'))
    world.people.set('o-bea', person('Bea', { email: 'ada@example.com' }))

    expect(words(await provisionPerson(world.ports, { person: 'ada@example.com' }, 'a-boss'))).toEqual(['found no'])
    expect(world.writes).toEqual([])
  })

  it('hands a removal to the limit like any run', async () => {
    const world = createWorld()
    await addLinked(world, person('Ada', { enabled: false }), account('Ada'))

    const steps = await provisionPerson(world.ports, { person: 'ada@example.com' }, 'a-boss')
    for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift())
      await runJob(world.ports, job, 'worker', 0)

    expect(words(steps)).toEqual(['found yes', 'in-scope no', 'matched yes', 'decided yes', 'done yes'])
    expect(world.writes).toEqual(['remove a-ada g-jira', 'deactivate a-ada'])
  })

  it('changes nothing while the job is not armed', async () => {
    const world = createWorld({ armed: DEFAULT_SETTINGS.armed })
    world.people.set('o-ada', person('Ada'))

    const steps = await provisionPerson(world.ports, { person: 'ada@example.com' }, 'a-boss')

    expect(steps.at(-1)).toMatchObject({ step: 'done', isOk: false })
    expect(world.writes).toEqual([])
  })
})

describe('provisionPerson, with groups that the settings look after', () => {
  const groups = LOCAL_GROUPS

  /** Ada has left sales; everybody belongs into the project. */
  async function createSite(change: Partial<Settings> = {}): Promise<FakeWorld> {
    const world = createWorld({ groups, ...change })
    await addLinked(world, person('Ada'), account('Ada', { groupIds: ['g-wiki'] }))
    await addLinked(world, person('Bea'), account('Bea', { groupIds: [] }))
    // Only who was in scope before can leave it.
    await saveLinks(world.ports.store, new Map([['o-ada', { accountId: 'a-ada', wasInScope: true }]]))
    world.groupMembers.set('d-sales', ['o-bea'])
    return world
  }

  async function provision(world: FakeWorld, who: string) {
    const steps = await provisionPerson(world.ports, { person: `${who}@example.com` }, 'a-boss')
    for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift())
      await runJob(world.ports, job, 'worker', 0)
    return steps
  }

  it('does what the full run would do for this person, and for nobody else', async () => {
    const world = await createSite()

    const steps = await provision(world, 'ada')

    expect(steps.slice(3)).toEqual([
      {
        step: 'decided',
        isOk: true,
        text: expect.stringMatching(/joins the group ".*g-project".* leaves the group ".*g-wiki"/),
      },
      { step: 'done', isOk: true, text: 'It is carried out within a minute.' },
    ])
    expect([...world.writes].sort()).toEqual(['add a-ada g-project', 'remove a-ada g-wiki'])
    world.writes.length = 0
    expect((await provision(world, 'ada')).at(-1)).toMatchObject({ text: 'Everything is as it should be.' })
    expect(world.writes).toEqual([])
    world.now = new Date(world.now.getTime() + 1_000)
    await provision(world, 'bea')
    expect([...world.writes].sort()).toEqual(['add a-bea g-project', 'add a-bea g-wiki'])
  })

  it('can be undone for that person', async () => {
    const world = await createSite()
    await provision(world, 'ada')

    await undoPerson(world.ports, { accountId: 'a-ada' }, 'a-boss')
    for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift())
      await runJob(world.ports, job, 'worker', 0)

    expect(world.accounts.get('a-ada')!.groupIds).toEqual(['g-wiki'])
  })

  it('leaves a group that nobody is taken from, and says so', async () => {
    const world = await createSite({ groups: { ...groups, neverRemove: ['.*wiki'] } })

    const steps = await provision(world, 'ada')

    expect(steps[3]!.text).toMatch(/Left as it is: ".*g-wiki" never-remove\./)
    expect(world.writes).toEqual(['add a-ada g-project'])
  })

  it('says of a new account when its groups follow', async () => {
    const world = await createSite()
    world.people.set('o-cid', person('Cid'))

    expect((await provision(world, 'cid')).at(-1)!.text).toMatch(
      /The account was made.* groups follow with the next full/,
    )
    expect(world.writes).toEqual(['create a-cid'])
  })

  it.each([
    ['a mapped group was emptied', {}, (world: FakeWorld) => world.groupMembers.set('d-sales', []), 'd-sales'],
    [
      'the required group was emptied',
      { requiredGroupIds: ['d-staff'], leavers: REMOVE_OUT_OF_SCOPE },
      (world: FakeWorld) => world.groupMembers.set('d-staff', []),
      'd-staff',
    ],
  ])('takes nothing when %s: the full run would stop there, too', async (_, settings, change, groupId) => {
    const world = await createSite(settings)
    change(world)

    const steps = await provision(world, 'ada')

    expect(steps.at(-1)).toMatchObject({ step: 'decided', isOk: false, text: expect.stringContaining(groupId) })
    expect(world.writes).toEqual([])
  })

  it.each([
    ['goes on beside', 0],
    ['does not take the place of', 500],
  ])('%s a plan of others that waits for approval', async (_, recent) => {
    const world = await createSite()
    for (let index = 0; index < 40; index += 1)
      await addLinked(world, person(`L${index}`, { enabled: false }), account(`L${index}`))
    await runJob(world.ports, { type: 'run', run: 'provision', runId: 'provision:1' }, 'worker', 0)
    const held = world.kvs.get(keys.held('leavers'))
    expect(held).toMatchObject({ removals: 40 })
    const at = world.now.toISOString()
    const people = Array.from({ length: recent }, (_, index) => `mark-${index}`)
    if (recent > 0) world.kvs.set(keys.ledger, [{ at, kind: 'leavers', planId: 'other', start: 0, people }])

    const steps = await provision(world, 'l7')

    expect(steps.at(-1)).toMatchObject({ step: 'done', isOk: recent === 0 })
    expect(world.writes.filter((line) => line.startsWith('deactivate'))).toEqual(
      recent === 0 ? ['deactivate a-l7'] : [],
    )
    expect(world.kvs.get(keys.held('leavers'))).toEqual(held)
    expect(world.kvs.get(keys.plan('provision:1:leavers'))).toMatchObject({ status: 'held' })
  })
})

describe('scanStartState', () => {
  it('tells which groups give access, and what speaks against them', async () => {
    const world = createWorld()
    world.accessGroupIds.push('g-admins')
    world.accounts.set('a-ada', account('Ada'))
    world.synchronisedGroups.add('g-admins')
    world.groupRoles.set('g-admins', [
      { resourceId: 'ari:cloud:jira::site/cloud-1', roles: ['atlassian/user', 'atlassian/site-admin'] },
    ])

    const { groups, seats } = await scanStartState(world.ports)

    expect(groups).toMatchObject([
      { groupId: 'g-jira', isDefault: true, isSynchronised: false, members: 1, refusedBecause: null },
      {
        groupId: 'g-admins',
        isDefault: false,
        isSynchronised: true,
        members: 0,
        refusedBecause: 'gives-administration',
      },
    ])
    expect(seats).toEqual([{ productKey: 'jira-software', used: 1, total: 100 }])
  })
})
