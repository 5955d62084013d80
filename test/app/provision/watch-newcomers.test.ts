import { runJob } from '../../../src/app/jobs/run-job'
import { acceptSourceSize } from '../../../src/app/state/accepted-sizes'
import { savePlan } from '../../../src/app/state/plan-store'
import { readReport, saveReport } from '../../../src/app/state/run-report'
import type { Action } from '../../../src/core/plan'
import { person } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'
import { keys } from '../../support/keys'

/** Sixty changes that failed are tried again, at an organization where new accounts get access. */
async function worldOf(): Promise<FakeWorld> {
  const world = createWorld({ armed: { provision: true, grant: true, sweep: true } })
  world.kvs.set(keys.connected, { apiKeyExpires: '2030-01-01' })
  const ids = Array.from({ length: 60 }, (_, index) => `o-p${index}`)
  for (const id of ids) world.people.set(id, person(id.slice(2)))
  const { accountWriter, store } = world.ports
  const create = accountWriter.create.bind(accountWriter)
  accountWriter.create = async (one) => {
    const made = await create(one)
    if (made.outcome === 'taken') return made
    world.accounts.set(made.accountId, { ...world.accounts.get(made.accountId)!, groupIds: ['g-jira'] })
    return made
  }
  const times = { startedAt: world.now.toISOString(), endedAt: world.now.toISOString() }
  const none = { counts: { created: 3 }, skips: {}, because: null }
  await saveReport(store, 'provision', { ...times, ...none, runId: 'provision:1', outcome: 'done' })
  await plan(world, 'again:1', ids)
  return world
}

async function plan({ ports, now }: FakeWorld, planId: string, objectIds: readonly string[]): Promise<void> {
  const actions = objectIds.map((objectId): Action => ({ type: 'create', objectId }))
  const about = { kind: 'provision', plannedAt: now.toISOString(), actions, skips: [], population: 10_000 } as const
  await savePlan(ports.store, { planId, run: 'provision', runId: planId }, about, 'ready')
  await runJob(ports, { type: 'apply', planId }, 'worker', 0)
}

describe('changes tried again where new accounts come with access', () => {
  it('stop at 25 accounts, and the last run says so', async () => {
    const { accounts, ports } = await worldOf()

    expect(accounts.size).toBe(25)
    expect(await readReport(ports.store, 'provision')).toMatchObject({
      ...{ runId: 'provision:1', outcome: 'refused', counts: { created: 3, cameWithAccess: 25 } },
      because: expect.stringContaining('25 of the 25 accounts') as string,
      refusedSize: { expected: 0, got: 25 },
    })
  })

  it('are all made once an administrator wants it so', async () => {
    const world = await worldOf()
    const { source } = (await readReport(world.ports.store, 'provision'))!.refusedSize!

    await acceptSourceSize(world.ports, { source }, 'a-boss')
    await plan(
      world,
      'again:2',
      [...world.people.keys()].filter((id) => !world.accounts.has(`a-${id.slice(2)}`)),
    )

    expect(world.accounts.size).toBe(60)
  })
})
