import { keys } from '../../support/keys'
import { approvePlan } from '../../../src/app/admin/jobs'
import { undoRun } from '../../../src/app/admin/journal'
import { askBack } from '../../../src/app/signals/ask'
import { readLinks } from '../../../src/app/state/link-store'
import { readTroubles } from '../../../src/app/state/troubles'
import { runJob } from '../../../src/app/jobs/run-job'
import type { RunReport } from '../../../src/app/state/run-report'
import { AppError } from '../../../src/core/errors'
import type { GuardState } from '../../../src/core/seats'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import { account, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

async function drainJobs(world: FakeWorld): Promise<void> {
  for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift()) {
    await runJob(world.ports, job, 'worker', 0)
  }
}

let run = 0
async function lookForLeavers(world: FakeWorld, minutes = 15): Promise<void> {
  run += 1
  world.now = new Date(world.now.getTime() + minutes * 60_000)
  await runJob(world.ports, { type: 'run', run: 'leavers', runId: `leavers:${run}` }, 'worker', 0)
  await drainJobs(world)
}

/** A site with people who hold access and a project group, whose leavers are looked for from now on. */
async function createSite(people: number, settings: Parameters<typeof createWorld>[0] = {}): Promise<FakeWorld> {
  const world = createWorld(settings)
  for (let index = 0; index < people; index += 1) {
    await addLinked(world, person(`P${index}`), account(`P${index}`, { groupIds: ['g-jira', 'g-project'] }))
  }
  world.kvs.set(keys.lastGood, { linked: people })
  await lookForLeavers(world)
  return world
}

function disable(world: FakeWorld, from: number, to: number): void {
  const changed = new Map<string, 'disabled'>()
  for (let index = from; index < to; index += 1) {
    world.people.set(`o-p${index}`, person(`P${index}`, { enabled: false }))
    changed.set(`o-p${index}`, 'disabled')
  }
  world.changes = { changed, cursor: `cursor-${to}` }
}

async function nightlyRun(world: FakeWorld): Promise<void> {
  run += 1
  await runJob(world.ports, { type: 'run', run: 'provision', runId: `provision:${run}` }, 'worker', 0)
  await drainJobs(world)
}

/** Another try for those whose change failed a while ago. */
async function again(world: FakeWorld): Promise<void> {
  world.now = new Date(world.now.getTime() + 5 * 60_000)
  await runJob(world.ports, { type: 'again' }, 'worker', 0)
  await drainJobs(world)
}

/** Groups that the organization does not name when it is asked to. */
function nameless(world: FakeWorld): Set<string> {
  const hidden = new Set<string>()
  const { describeGroups } = world.ports.accounts
  Object.assign(world.ports.accounts, {
    describeGroups: (ids: readonly string[]) => describeGroups(ids.filter((id) => !hidden.has(id))),
  })
  return hidden
}

const lastReport = (world: FakeWorld, name: string) => world.kvs.get(keys.lastRun(name)) as RunReport

const held = (world: FakeWorld) =>
  world.kvs.get(keys.held('leavers')) as { planId: string; removals: number } | undefined
const inactive = (world: FakeWorld): number => [...world.accounts.values()].filter(({ isActive }) => !isActive).length

describe('leavers that wait for approval', () => {
  it('stay in the plan when more people leave, and the limit counts them all', async () => {
    const world = await createSite(60)
    disable(world, 0, 11)
    await lookForLeavers(world)
    const first = held(world)!
    disable(world, 11, 13)
    await lookForLeavers(world)

    // Alone the two would have been within the limit.
    expect(held(world)).toMatchObject({ removals: 13 })
    expect(inactive(world)).toBe(0)
    await expect(approvePlan(world.ports, { planId: first.planId }, 'a-admin')).rejects.toThrow(/waits for approval/)

    await approvePlan(world.ports, { planId: held(world)!.planId }, 'a-admin')
    await drainJobs(world)
    expect(inactive(world)).toBe(13)
    expect(held(world)).toBeUndefined()
  })

  it('keep their plan as it is while nobody else leaves', async () => {
    const world = await createSite(60)
    disable(world, 0, 11)
    await lookForLeavers(world)
    const first = held(world)!
    world.changes = { changed: new Map(), cursor: 'cursor-x' }

    await lookForLeavers(world)

    expect(held(world)).toEqual(first)
  })

  it('drop out of the plan when they come back', async () => {
    const world = await createSite(60)
    disable(world, 0, 11)
    await lookForLeavers(world)
    world.people.set('o-p0', person('P0'))
    world.changes = { changed: new Map([['o-p0', 'enabled']]), cursor: 'cursor-y' }

    await lookForLeavers(world)

    // Ten are within the limit of a small site.
    expect(held(world)).toBeUndefined()
    expect(inactive(world)).toBe(10)
    expect(world.accounts.get('a-p0')!.isActive).toBe(true)
  })
})

describe('what a leaver had', () => {
  const everything = { account: 'disable', removeGroups: true } as const
  const settings = { leavers: { ...DEFAULT_SETTINGS.leavers, disabled: everything } }

  it('is taken whole where the settings say so: access first, then the other groups, then the account', async () => {
    const world = await createSite(3, settings)
    disable(world, 0, 1)
    await lookForLeavers(world)

    expect(world.writes).toEqual(['remove a-p0 g-jira', 'remove a-p0 g-project', 'deactivate a-p0'])
  })

  it('comes back exactly with the person, access only as a request', async () => {
    const world = await createSite(3, settings)
    disable(world, 0, 1)
    await lookForLeavers(world)
    world.people.set('o-p0', person('P0'))
    world.changes = { changed: new Map([['o-p0', 'enabled']]), cursor: 'cursor-z' }

    await lookForLeavers(world)

    expect(world.writes.slice(3)).toEqual(['restore a-p0', 'add a-p0 g-project'])
    expect([...world.requests.values()]).toMatchObject([
      { accountId: 'a-p0', productKey: 'jira-software', groupIds: ['g-jira'] },
    ])
    expect(world.kvs.has(keys.left('a-p0'))).toBe(false)
  })

  it('can be lost again by who is out of scope later: coming back is being in scope', async () => {
    const world = await createSite(3, settings)
    disable(world, 0, 1)
    await lookForLeavers(world)
    world.people.set('o-p0', person('P0'))
    world.changes = { changed: new Map([['o-p0', 'enabled']]), cursor: 'cursor-z' }

    await lookForLeavers(world)

    expect((await readLinks(world.ports.store, ['o-p0'])).get('o-p0')).toMatchObject({ wasInScope: true })
  })

  it('comes back with an undo of the run too', async () => {
    const world = await createSite(3, settings)
    disable(world, 0, 1)
    await lookForLeavers(world)
    const planId = [...world.kvs.keys()].find((key) => /^plan:leavers:\d+:\d+$/.test(key))!.slice('plan:'.length)

    await undoRun(world.ports, { planId }, 'a-admin')
    await drainJobs(world)

    expect(world.accounts.get('a-p0')).toMatchObject({ isActive: true, groupIds: ['g-project'] })
    expect([...world.requests.values()]).toMatchObject([{ accountId: 'a-p0', state: 'undo', groupIds: ['g-jira'] }])
    expect(world.kvs.has(keys.left('a-p0'))).toBe(false)
  })

  it('stays usable without groups where the account is kept', async () => {
    const keep = { account: 'keep', removeGroups: true } as const
    const world = await createSite(3, { leavers: { ...DEFAULT_SETTINGS.leavers, disabled: keep } })
    disable(world, 0, 1)
    await lookForLeavers(world)

    expect(world.accounts.get('a-p0')).toMatchObject({ isActive: true, groupIds: [] })
  })

  it('keeps groups that only the identity provider can change, and loses the account all the same', async () => {
    const world = await createSite(3, settings)
    world.synchronisedGroups.add('g-jira').add('g-project')
    disable(world, 0, 1)
    await lookForLeavers(world)

    expect(world.writes).toEqual(['deactivate a-p0'])
  })

  it('is left alone for who administers something through a group', async () => {
    const world = await createSite(3, settings)
    world.accounts.set('a-p0', account('P0', { groupIds: ['g-jira', 'g-admins'] }))
    world.groupRoles.set('g-admins', [{ resourceId: 'ari:cloud:platform::org/o', roles: ['atlassian/site-admin'] }])
    disable(world, 0, 2)
    await lookForLeavers(world)

    expect(world.writes.filter((write) => write.includes('a-p0'))).toEqual([])
    expect(world.accounts.get('a-p1')).toMatchObject({ isActive: false })
  })

  it('is not disabled out of an access group that gives administration since a moment ago', async () => {
    const world = await createSite(3, settings)
    world.kvs.set(keys.groupRoles, { 'g-jira': { at: world.now.toISOString(), admin: false } })
    world.groupRoles.set('g-jira', [{ resourceId: 'ari:cloud:platform::org/o', roles: ['atlassian/site-admin'] }])
    disable(world, 0, 1)
    await lookForLeavers(world)

    expect(world.writes).toEqual([])
  })

  it('is not disabled while an access group of the list cannot be found', async () => {
    const world = await createSite(3, settings)
    world.missingGroups.add('g-jira')
    disable(world, 0, 1)
    await lookForLeavers(world)

    expect(world.writes).toEqual([])
  })

  it.each([
    ['group', (world: FakeWorld) => world.missingGroups, 'g-project'],
    ['name of the group', (world: FakeWorld) => nameless(world), 'g-project'],
  ])('is tried again while a %s cannot be found, and keeps what may be protected', async (_, setOf, groupId) => {
    const world = await createSite(3, {
      ...settings,
      groups: { ...DEFAULT_SETTINGS.groups, neverRemove: ['of nobody'] },
    })
    const missing = setOf(world)
    missing.add(groupId)
    disable(world, 0, 1)
    await lookForLeavers(world)
    expect(world.writes).toEqual(['remove a-p0 g-jira'])
    expect(Object.values(await readTroubles(world.ports.store))).toMatchObject([{ because: 'missing', tries: 1 }])

    missing.delete(groupId)
    await again(world)

    expect(world.writes.slice(1)).toEqual(['remove a-p0 g-project', 'deactivate a-p0'])
  })

  it('is left alone for administrators and exempt people', async () => {
    const world = await createSite(3, {
      ...settings,
      exemptPeople: [{ accountId: 'a-p1', owner: 'Boss', reason: 'board', until: null }],
    })
    world.accounts.set('a-p0', account('P0', { isAdmin: true }))
    disable(world, 0, 2)
    await lookForLeavers(world)

    expect(world.writes).toEqual([])
  })
})

describe('without the permission to suspend', () => {
  it('a leaver loses access and groups of the list, keeps the account, and is reported from then on', async () => {
    const world = await createSite(30)
    world.permitted.maySuspend = false
    disable(world, 0, 1)
    await lookForLeavers(world)

    expect(world.writes).toEqual(['remove a-p0 g-jira'])
    expect(inactive(world)).toBe(0)
    expect((await readLinks(world.ports.store, ['o-p0'])).get('o-p0')).toEqual({
      accountId: 'a-p0',
      left: 'without-access',
      wasInScope: true,
    })

    world.changes = { ...world.changes, cursor: 'cursor-again' }
    await lookForLeavers(world)

    expect(world.writes).toEqual(['remove a-p0 g-jira'])
    await nightlyRun(world)
    expect(lastReport(world, 'provision')).toMatchObject({ outcome: 'done', skips: { 'may-not-suspend': 1 } })
    expect(world.writes).toEqual(['remove a-p0 g-jira'])
  })

  it('a leaver is suspended as soon as it is given', async () => {
    const world = await createSite(30)
    world.permitted.maySuspend = false
    disable(world, 0, 1)
    await lookForLeavers(world)

    world.permitted.maySuspend = true
    await nightlyRun(world)

    expect(world.writes).toEqual(['remove a-p0 g-jira', 'deactivate a-p0'])
  })
})

describe('groups outside the list', () => {
  it('are not left, whatever the settings say', async () => {
    const everything = { account: 'disable', removeGroups: true } as const
    const world = await createSite(30, { leavers: { ...DEFAULT_SETTINGS.leavers, disabled: everything } })
    world.permitted.groupIds.splice(0, Infinity, 'g-project')
    disable(world, 0, 1)

    await lookForLeavers(world)

    expect(world.writes).toEqual(['remove a-p0 g-project', 'deactivate a-p0'])
    expect(world.accounts.get('a-p0')!.groupIds).toEqual(['g-jira'])
  })

  /** The account is disabled, and its access group cannot be left: the seat comes back with the account. */
  async function createSiteWithOneBack(): Promise<FakeWorld> {
    const world = await createSite(30)
    world.permitted.groupIds.splice(0, Infinity, 'g-project')
    disable(world, 0, 1)
    await lookForLeavers(world)
    world.people.set('o-p0', person('P0'))
    world.changes = { changed: new Map([['o-p0', 'enabled']]), cursor: 'cursor-back' }
    return world
  }

  it('give their seat back with the account only while the reserve is free', async () => {
    const world = await createSiteWithOneBack()
    world.totalSeats = 29 + 4

    await lookForLeavers(world)
    expect(world.accounts.get('a-p0')!.isActive).toBe(false)

    world.totalSeats = 29 + 5
    // What failed is tried again a minute later at the earliest.
    world.now = new Date(world.now.getTime() + 60_000)
    await nightlyRun(world)
    expect(world.accounts.get('a-p0')!.isActive).toBe(true)
  })

  it('take one seat of five free ones by a late read, whichever run restores them', async () => {
    const world = await createSite(30)
    world.permitted.groupIds.splice(0, Infinity, 'g-project')
    const usedBefore = [...world.accounts.values()].filter(({ isActive }) => isActive).length
    disable(world, 0, 3)
    await lookForLeavers(world)
    // So many as before are shown to be free, whatever has been restored since.
    world.seenUsed = usedBefore - 3
    world.totalSeats = usedBefore - 3 + 5

    for (const index of [0, 1, 2]) {
      world.people.set(`o-p${index}`, person(`P${index}`))
      world.changes = { changed: new Map([[`o-p${index}`, 'enabled']]), cursor: `cursor-back-${index}` }
      await lookForLeavers(world, 1)
    }

    expect([0, 1, 2].filter((index) => world.accounts.get(`a-p${index}`)!.isActive)).toEqual([0])
  })

  it('hold no seat back when the account was not restored', async () => {
    const world = await createSiteWithOneBack()
    world.ports.accountWriter.restore = async () => ({ outcome: 'may-not-suspend' })

    await lookForLeavers(world)

    expect((world.kvs.get(keys.guard('jira-software')) as GuardState).reservations).toEqual([])
  })

  it('keep the seat of an unclear restoration reserved when the next one is refused', async () => {
    const world = await createSiteWithOneBack()
    const answers = [new AppError('unavailable', 'No answer.'), null]
    world.ports.accountWriter.restore = async () => {
      const answer = answers.shift() ?? null
      if (answer !== null) throw answer
      return { outcome: 'may-not-suspend' }
    }

    await lookForLeavers(world)
    world.now = new Date(world.now.getTime() + 60_000)
    await nightlyRun(world)

    expect(answers).toEqual([])
    const { reservations } = world.kvs.get(keys.guard('jira-software')) as GuardState
    expect(reservations).toMatchObject([{ accountId: 'a-p0' }])
  })
})

describe('leavers whose record of the SCIM directory is gone', () => {
  function loseRecords(world: FakeWorld): void {
    world.ports.accountWriter.deactivate = async () => ({ outcome: 'gone' })
  }
  const due = async (world: FakeWorld): Promise<void> => {
    world.now = new Date(world.now.getTime() + 60_000)
    await runJob(world.ports, { type: 'again' }, 'worker', 0)
    await drainJobs(world)
  }
  const reasons = async (world: FakeWorld): Promise<readonly string[]> =>
    Object.values(await readTroubles(world.ports.store)).map(({ because }) => because)

  it('are suspended at the second look, when there are few', async () => {
    const world = await createSite(30)
    loseRecords(world)
    disable(world, 0, 2)
    await lookForLeavers(world)
    expect(await reasons(world)).toEqual(['record-gone', 'record-gone'])
    expect(world.writes.filter((write) => write.startsWith('suspend'))).toEqual([])

    await due(world)

    expect(world.writes).toEqual(expect.arrayContaining(['suspend a-p0', 'suspend a-p1']))
    expect(await reasons(world)).toEqual([])
  })

  it('are not suspended when there are many: the directory seems to be another one', async () => {
    const world = await createSite(100)
    loseRecords(world)
    disable(world, 0, 12)
    await lookForLeavers(world)
    await approvePlan(world.ports, { planId: held(world)!.planId }, 'a-admin')
    await drainJobs(world)

    await due(world)

    expect(world.writes.filter((write) => write.startsWith('suspend'))).toEqual([])
    // Access goes all the same: who has left has left.
    expect(world.writes.filter((write) => write.endsWith('g-jira'))).toHaveLength(12)
    expect(await reasons(world)).toEqual(new Array(12).fill('directory-changed'))
  })
})

it('lets nobody in again who has left after an undo that still waits', async () => {
  const world = await createSite(5)
  await askBack(world.ports, 'a-p0', 'jira-software', ['g-jira'], 'undo')
  expect(world.requests.size).toBe(1)

  disable(world, 0, 1)
  await lookForLeavers(world)

  expect(world.requests.size).toBe(0)
})
