import { readAllLinks } from '../../../src/app/state/link-store'
import { readTarget } from '../../../src/app/read/target'
import { runJob } from '../../../src/app/jobs/run-job'
import { exportConfiguration, importConfiguration } from '../../../src/app/setup/configuration'
import { keys } from '../../support/keys'
import { AppError } from '../../../src/core/errors'
import { account, person } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const INVITE = { target: 'invite', experimentalInvite: true } as const
const DAY = 86_400_000
const MINUTE = 60_000

function createSite(people: number): FakeWorld {
  const world = createWorld(INVITE)
  world.accounts.set('a-admin', account('admin', { isAdmin: true, groupIds: [] }))
  for (let index = 0; index < people; index += 1) world.people.set(`o-n${index}`, person(`N${index}`))
  return world
}

async function provision(world: FakeWorld, runId: string): Promise<Record<string, number>> {
  world.jobs.push({ type: 'run', run: 'provision', runId })
  for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift()) {
    await runJob(world.ports, job, 'worker', 0)
    world.now = new Date(world.now.getTime() + MINUTE)
  }
  return (world.kvs.get(keys.lastRun('provision')) as { counts: Record<string, number> }).counts
}

const addressesOf = (world: FakeWorld): string[] =>
  world.writes.flatMap((line) => (line.startsWith('invite ') ? line.slice(7).split(' ') : [])).sort()

describe('inviting people', () => {
  it('asks 25 at a time, links by e-mail when the account shows, and invites nobody twice', async () => {
    const world = createSite(60)

    expect(await provision(world, 'provision:1')).toMatchObject({ create: 60, invited: 60 })
    expect(world.writes.map((line) => line.split(' ').length - 1)).toEqual([25, 25, 10])
    expect((await readAllLinks(world.ports.store)).size).toBe(0)

    world.accounts.set('a-n0', account('N0', { groupIds: [] }))
    world.now = new Date(world.now.getTime() + DAY)
    expect(await provision(world, 'provision:2')).toMatchObject({ create: 59, invited: 59 })
    expect(world.writes).toHaveLength(3)
    expect([...(await readAllLinks(world.ports.store)).keys()]).toEqual(['o-n0'])
  })

  it('tries an address that was refused again, and an invitation that came to nothing after three days', async () => {
    const world = createSite(2)
    world.refusedAddresses.add(person('N1').email)

    expect(await provision(world, 'provision:1')).toMatchObject({ invited: 1, 'address-refused': 1 })
    world.refusedAddresses.clear()
    world.now = new Date(world.now.getTime() + DAY)
    await provision(world, 'provision:2')
    expect(addressesOf(world)).toEqual([person('N0').email, person('N1').email])

    world.now = new Date(world.now.getTime() + 3 * DAY)
    await provision(world, 'provision:3')
    expect(addressesOf(world)).toHaveLength(4)
  })

  it('leaves out the one address that is none, invites everybody else of the call, and says whose it is', async () => {
    const world = createSite(60)
    const bad = person('N30')
    world.malformedAddresses.add(bad.email)
    const warn = jest.spyOn(world.ports.log, 'warn')

    expect(await provision(world, 'provision:1')).toMatchObject({ create: 60, invited: 59, 'address-refused': 1 })
    const others = [...world.people.values()].map(({ email }) => email).filter((email) => email !== bad.email)
    expect(addressesOf(world)).toEqual(others.sort())
    expect(warn.mock.calls).toEqual([
      [
        expect.stringMatching(/^not invited: expected .* got .*; correct it in the directory/),
        { objectId: bad.objectId, because: 'address-refused' },
      ],
    ])

    world.malformedAddresses.clear()
    await provision(world, 'provision:2')
    expect(addressesOf(world).filter((email) => email === bad.email)).toHaveLength(1)
    expect(addressesOf(world)).toHaveLength(60)
  })

  it('goes on with those of a refused list after no answer for the others, and invites nobody twice', async () => {
    const world = createSite(25)
    world.malformedAddresses.add(person('N0').email)
    let calls = 0
    world.beforeCall = (name) => {
      if (name !== 'invite') return
      calls += 1
      if (calls === 3) throw new AppError('unavailable', 'No answer.')
    }
    await provision(world, 'provision:1').catch(() => undefined)
    world.jobs.length = 0
    await provision(world, 'provision:2')

    // The seven whom the third call was about wait: nobody knows what became of them.
    const invited = addressesOf(world)
    expect(new Set(invited).size).toBe(invited.length)
    expect(invited).toHaveLength(25 - 7)
  })

  it('leaves alone whom nobody knows to be invited or not', async () => {
    const world = createSite(3)
    world.beforeCall = (name) => {
      if (name === 'invite') throw new AppError('unavailable', 'No answer.')
    }
    await provision(world, 'provision:1').catch(() => undefined)
    world.beforeCall = () => undefined
    world.jobs.length = 0

    world.now = new Date(world.now.getTime() + DAY)
    await provision(world, 'provision:2')

    expect(addressesOf(world)).toEqual([])
  })

  it('writes nothing later: no update of a name', async () => {
    const world = createSite(1)
    world.accounts.set('a-n0', account('N0', { groupIds: [] }))
    await provision(world, 'provision:1')
    world.people.set('o-n0', person('N0', { displayName: 'Another Name' }))
    await provision(world, 'provision:2')

    expect(world.writes).toEqual([])
  })

  it('is a setting that goes with the configuration, and makes nobody without its switch', async () => {
    const [world, other] = [createSite(0), createWorld()]
    const text = JSON.stringify(await exportConfiguration(world.ports))
    await importConfiguration(other.ports, { text, version: 0 }, 'a-boss')

    expect(other.kvs.get(keys.settings)).toMatchObject(INVITE)
    expect(await readTarget(other.ports, INVITE)).toBe('invite')
    expect(await readTarget(other.ports, { ...INVITE, experimentalInvite: false })).toBe('observe')
  })
})
