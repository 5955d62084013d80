import { provisionPerson } from '../../../src/app/provision/provision-person'
import { runJob } from '../../../src/app/run/run-job'
import { scanStartState } from '../../../src/app/admin/scan-start-state'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import { account, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'

const words = (steps: Awaited<ReturnType<typeof provisionPerson>>) =>
  steps.map(({ step, isOk }) => `${step} ${isOk ? 'yes' : 'no'}`)

describe('provisionPerson', () => {
  it('makes the account of one person, in five steps', async () => {
    const world = createWorld()
    world.people.set('o-ada', person('Ada'))

    const steps = await provisionPerson(world.ports, { person: 'Ada@Example.com' })

    expect(words(steps)).toEqual(['found yes', 'in-scope yes', 'matched no', 'decided yes', 'done yes'])
    expect(steps[0]!.text).toContain('Ada (ada@example.com), enabled member')
    expect(world.writes).toEqual(['create a-ada'])
  })

  it('changes nothing the second time', async () => {
    const world = createWorld()
    world.people.set('o-ada', person('Ada'))
    await provisionPerson(world.ports, { person: 'ada@example.com' })

    const steps = await provisionPerson(world.ports, { person: 'ada@example.com' })

    expect(words(steps)).toEqual(['found yes', 'in-scope yes', 'matched yes', 'decided yes', 'done yes'])
    expect(world.writes).toEqual(['create a-ada'])
  })

  it('ends where nobody is found, and says what was looked for', async () => {
    const steps = await provisionPerson(createWorld().ports, { person: 'nobody@example.com' })

    expect(steps).toEqual([{ step: 'found', isOk: false, text: 'Nobody in the directory has "nobody@example.com".' }])
  })

  it('leaves two people with one address alone', async () => {
    const world = createWorld()
    world.people.set('o-ada', person('Ada'))
    world.people.set('o-bea', person('Bea', { email: 'ada@example.com' }))

    expect(words(await provisionPerson(world.ports, { person: 'ada@example.com' }))).toEqual(['found no'])
    expect(world.writes).toEqual([])
  })

  it('hands a removal to the limit like any run', async () => {
    const world = createWorld()
    await addLinked(world, person('Ada', { enabled: false }), account('Ada'))

    const steps = await provisionPerson(world.ports, { person: 'ada@example.com' })
    for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift())
      await runJob(world.ports, job, 'worker', 0)

    expect(words(steps)).toEqual(['found yes', 'in-scope no', 'matched yes', 'decided yes', 'done yes'])
    expect(world.writes).toEqual(['remove a-ada g-jira', 'deactivate a-ada'])
  })

  it('changes nothing while the job is not armed', async () => {
    const world = createWorld({ armed: DEFAULT_SETTINGS.armed })
    world.people.set('o-ada', person('Ada'))

    const steps = await provisionPerson(world.ports, { person: 'ada@example.com' })

    expect(steps.at(-1)).toMatchObject({ step: 'done', isOk: false })
    expect(world.writes).toEqual([])
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
