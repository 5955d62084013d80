import fc from 'fast-check'
import { keys } from '../../support/keys'
import { readAllLinks } from '../../../src/app/state/link-store'
import { runJob } from '../../../src/app/jobs/run-job'
import type { JobMessage, Ports } from '../../../src/ports'
import { account, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const KILLED = new Error('killed')
/** Longer than any lease: whoever comes next may take over. */
const LEASE_OVER_MS = 16 * 60_000

/** Ports answer with promises, but for the pages of a directory. */
function die(method: string): unknown {
  if (method !== 'readPeople' && method !== 'readGroupMembers') return Promise.reject(KILLED)
  return {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(KILLED) }),
  }
}

/** Ports of a process that dies at its n-th call of anything outside it, before or after the call was carried out. */
function mortal(ports: Ports, killAt: number, isAfter: boolean): { ports: Ports; calls: () => number } {
  let calls = 0
  let isDead = false
  const wrap = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, name) => {
        const method = target[name as keyof T]
        if (typeof method !== 'function') return method
        return (...args: unknown[]): unknown => {
          if (isDead) return die(String(name))
          calls += 1
          isDead = calls === killAt
          if (isDead && !isAfter) return die(String(name))
          const result = (method as (...args: unknown[]) => unknown).apply(target, args)
          if (!isDead || !(result instanceof Promise)) return result
          return result.then(() => {
            throw KILLED
          })
        }
      },
    })
  const { directory, accounts, access, accountWriter, seats, store, requests, jobs, inbox, secrets } = ports
  const outside = { directory, accounts, access, accountWriter, seats, store, requests, jobs, inbox, secrets }
  const wrapped = Object.fromEntries(Object.entries(outside).map(([name, port]) => [name, wrap(port)]))
  return { ports: { ...ports, ...wrapped } as Ports, calls: () => calls }
}

/** Forty to join, five who left, one who came back; some hold access and other groups. */
async function createSite(): Promise<FakeWorld> {
  const disable = { account: 'disable', removeGroups: true } as const
  const world = createWorld({
    leavers: { deleted: disable, disabled: disable, 'out-of-scope': { account: 'keep', removeGroups: false } },
  })
  world.accounts.set('a-admin', account('admin', { isAdmin: true, groupIds: [] }))
  for (let index = 0; index < 120; index += 1) world.people.set(`o-n${index}`, person(`N${index}`))
  for (let index = 0; index < 10; index += 1) await addLinked(world, person(`P${index}`), account(`P${index}`))
  for (let index = 0; index < 5; index += 1) {
    world.people.set(`o-p${index}`, person(`P${index}`, { enabled: false }))
    world.accounts.set(`a-p${index}`, account(`P${index}`, { groupIds: ['g-jira', 'g-project'] }))
  }
  await addLinked(world, person('Eva'), account('Eva', { isActive: false, groupIds: [] }))
  const { saveLinks } = await import('../../../src/app/state/link-store')
  await saveLinks(world.ports.store, new Map([['o-eva', { accountId: 'a-eva', left: 'disabled', wasInScope: true }]]))
  world.kvs.set(keys.left('a-eva'), { groupIds: ['g-project'], accessGroupIds: ['g-jira'] })
  return world
}

/** A delivery that has the time for a batch or two of a plan. */
function giveLittleTime(world: FakeWorld): void {
  let looks = 0
  world.ports.budget.requestsLeft = () => 1_000 - 200 * looks++
}

/** Delivers events as the queue does: one whose worker dies comes again, to a new worker. */
async function runToEnd(
  world: FakeWorld,
  kill: { at: number; isAfter: boolean } | null,
  limitTime: (world: FakeWorld) => void,
): Promise<number> {
  const queue: JobMessage[] = [{ type: 'run', run: 'provision', runId: 'provision:1' }]
  let dying = kill === null ? null : mortal(world.ports, kill.at, kill.isAfter)
  const counter = kill === null ? mortal(world.ports, Infinity, false) : null
  for (let delivery = 0; queue.length > 0 && delivery < 100; delivery += 1) {
    const message = queue.shift()!
    if (message.type === 'apply') limitTime(world)
    try {
      const ports = dying?.ports ?? counter?.ports ?? world.ports
      const result = await runJob(ports, message, `worker-${delivery}`, 0)
      if (result.type === 'again') queue.push(message)
    } catch (error) {
      if (error !== KILLED) throw error
      dying = null
      queue.push(message)
      world.now = new Date(world.now.getTime() + LEASE_OVER_MS)
    }
    queue.push(...world.jobs.splice(0))
  }
  return counter?.calls() ?? 0
}

async function endState(world: FakeWorld) {
  const links = [...(await readAllLinks(world.ports.store))].map(([objectId, { digest: _digest, ...link }]) => ({
    objectId,
    ...link,
  }))
  return {
    accounts: [...world.accounts.values()]
      .map(({ accountId, isActive, groupIds }) => ({ accountId, isActive, groupIds: [...groupIds].sort() }))
      .sort((a, b) => a.accountId.localeCompare(b.accountId)),
    links: links.sort((a, b) => a.objectId.localeCompare(b.objectId)),
    left: [...world.kvs].filter(([key]) => key.startsWith('left:')).sort(),
    requests: [...world.requests.keys()],
  }
}

describe('a provision run that is killed', () => {
  it.each([
    ['in one go', () => undefined],
    ['in small slices', giveLittleTime],
  ])(
    'ends as if it had not been, wherever it died %s: nobody created twice, no leaver forgotten',
    async (_how, limitTime) => {
      const untouched = await createSite()
      const calls = await runToEnd(untouched, null, limitTime)
      const expected = await endState(untouched)
      expect(expected.accounts.filter(({ isActive }) => !isActive)).toHaveLength(5)
      expect(expected.requests).toEqual(['undo:jira-software:a-eva'])

      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: calls }), fc.boolean(), async (at, isAfter) => {
          const world = await createSite()
          await runToEnd(world, { at, isAfter }, limitTime)

          expect(await endState(world)).toEqual(expected)
          const created = world.writes.filter((line) => line.startsWith('create'))
          expect(new Set(created).size).toBe(created.length)
        }),
        { numRuns: 150, examples: Array.from({ length: 12 }, (_, index) => [calls - index, index % 2 === 0]) },
      )
    },
  )
})
