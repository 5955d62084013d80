import { audited } from '../../../src/app/admin/audit'
import { readExport, startExport } from '../../../src/app/export/read-export'
import type { ExportQuestion } from '../../../src/app/export/read-export'
import { runJob } from '../../../src/app/jobs/run-job'
import { savePlan } from '../../../src/app/state/plan-store'
import type { Account } from '../../../src/core/people'
import { account, daysAgo, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

/** Ada is a holder in use; the others have not used Jira for 200 days. */
function siteWith(idle: number, change: Partial<Account> = {}): FakeWorld {
  const world = createWorld()
  world.accounts.set('a-ada', account('Ada'))
  for (let index = 0; index < idle; index += 1) {
    const one = account(`Idle${index}`, { lastSeen: daysAgo(200), name: `Idle ${index}`, ...change })
    world.accounts.set(one.accountId, one)
  }
  return world
}

async function sweep(world: FakeWorld): Promise<void> {
  await runJob(world.ports, { type: 'run', run: 'sweep', runId: 'sweep:1' }, 'worker', 0)
  for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift())
    await runJob(world.ports, job, 'worker', 0)
}

/** Every page, as objects; and how long each was. */
async function readAll(world: FakeWorld, question: ExportQuestion) {
  const { columns } = await startExport(world.ports, question)
  const rows: Record<string, unknown>[] = []
  const pages: number[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof readExport>> = await readExport(world.ports, { ...question, cursor })
    pages.push(page.rows.length)
    for (const row of page.rows) {
      expect(row).toHaveLength(columns.length)
      rows.push(Object.fromEntries(columns.map((column, index) => [column, row[index]])))
    }
    cursor = page.next
  } while (cursor !== null)
  return { rows, pages }
}

describe('an export', () => {
  it('of failed changes has those who asked and wait for another reason than seats, over pages', async () => {
    const world = siteWith(0)
    for (let index = 0; index < 250; index += 1) {
      const accountId = `a-p${index}`
      const about = { key: `jira-software:${accountId}`, accountId, productKey: 'jira-software', source: 'portal' }
      const refusal = { because: 'conflict', free: 0, at: daysAgo(0) }
      const times = { askedAt: daysAgo(1), nextAt: daysAgo(-1) }
      await world.ports.requests.add({ ...about, ...times, state: 'open', tries: 2, refusal })
    }

    const { rows, pages } = await readAll(world, { kind: 'troubles' })

    expect(new Set(rows.map(({ accountId }) => accountId)).size).toBe(250)
    const told = { change: 'ask', product: 'jira-software', reason: 'conflict', tries: 2, nextTry: daysAgo(-1) }
    expect(rows[0]).toMatchObject({ ...told, since: daysAgo(1), isLeftAlone: false })
    expect(Math.max(...pages)).toBe(200)
  })

  it('of the last sweep has everybody once, over chunks and pages, with name and reason', async () => {
    const world = siteWith(1_500)
    await sweep(world)

    const { rows, pages } = await readAll(world, { kind: 'review' })

    expect(new Set(rows.map(({ accountId }) => accountId)).size).toBe(1_500)
    expect(rows[0]).toMatchObject({
      decision: 'revoke',
      reason: 'dormant',
      groupIds: 'g-jira',
      newestActivity: daysAgo(200),
    })
    expect(rows[0]!['name']).toMatch(/^Idle \d+$/)
    expect(Math.max(...pages)).toBe(200)
  })

  it('of a plan that waits for approval has its actions', async () => {
    const world = siteWith(450)
    await sweep(world)

    const { rows, pages } = await readAll(world, { kind: 'plan', of: { planId: 'sweep:1' } })

    expect(pages).toEqual([200, 200, 50])
    expect(rows[449]).toMatchObject({ action: 'revoke', product: 'jira-software', name: 'Idle 449' })
  })

  it('of new addresses has the old and the new one', async () => {
    const world = siteWith(1)
    world.people.set('o-idle0', person('Idle0', { email: 'idle0@new.example' }))
    const actions = [{ type: 'update', objectId: 'o-idle0', accountId: 'a-idle0', address: 'moved' }] as const
    const plan = { kind: 'renames', plannedAt: daysAgo(0), actions, skips: [], population: 1 } as const
    await savePlan(world.ports.store, { planId: 'p:renames', run: 'provision', runId: 'p' }, plan, 'held')

    const { rows } = await readAll(world, { kind: 'plan', of: { planId: 'p:renames' } })

    expect(rows).toMatchObject([{ action: 'update', email: 'idle0@example.com', newEmail: 'idle0@new.example' }])
  })

  it('of a run has what was done to whom', async () => {
    const world = siteWith(3)
    for (let index = 0; index < 60; index += 1) world.accounts.set(`a-h${index}`, account(`H${index}`))
    await sweep(world)

    const { rows } = await readAll(world, { kind: 'journal', of: { planId: 'sweep:1' } })

    expect(rows).toHaveLength(3)
    expect(rows[0]).toMatchObject({ accountId: 'a-idle0', outcome: 'revoked', groupIds: 'g-jira' })
  })

  it('of synchronised access has a line for each path: person, group, product', async () => {
    const world = siteWith(2, { groupIds: ['g-jira', 'g-synced'] })
    world.accessGroupIds.push('g-synced')
    world.synchronisedGroups.add('g-synced')
    await sweep(world)

    const { rows } = await readAll(world, { kind: 'synchronised' })

    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatchObject({ accountId: 'a-idle0', groupId: 'g-synced', product: 'jira-software' })
  })

  it('of people goes through the organization page by page, with what we remember', async () => {
    const world = siteWith(1_200)
    await addLinked(world, person('Bea'), account('Bea', { groupIds: [], name: 'Bea Example' }))

    const { rows, pages } = await readAll(world, { kind: 'people' })

    expect(pages).toEqual([500, 500, 202])
    expect(rows.find(({ accountId }) => accountId === 'a-bea')).toMatchObject({
      ...{ name: 'Bea Example', email: 'bea@example.com', products: '' },
    })
    expect(rows[0]).toMatchObject({ accountId: 'a-ada', products: 'jira-software', lastActive: daysAgo(1) })
  })

  it('of the audit trail has every entry', async () => {
    const world = siteWith(0)
    for (let index = 0; index < 60; index += 1)
      await audited(world.ports, 'armed', { job: 'sweep', armed: true }, 'a-ada', async () => null)

    const { rows } = await readAll(world, { kind: 'audit' })

    expect(rows).toHaveLength(60)
    expect(rows[0]).toMatchObject({
      by: 'a-ada',
      kind: 'armed',
      outcome: 'done',
      about: '{"job":"sweep","armed":true}',
    })
  })

  it('names its file after what is in it and the day, and nobody', async () => {
    expect(
      await startExport(siteWith(0).ports, { kind: 'journal', of: { planId: 'sweep:2026-03-18T04:00:00.000Z' } }),
    ).toMatchObject({
      fileName: 'universal-access-run-sweep-2026-03-18T04-00-00-000Z-2026-03-18',
    })
  })

  it.each([
    [{ kind: 'secrets', cursor: null }, /one of the lists/],
    [{ kind: 'plan', cursor: null }, /planId/],
    [{ kind: 'plan', of: { planId: 'nothing' }, cursor: null }, /plan that the journal knows/],
  ])('refuses %j', async (question, message) => {
    await expect(readExport(siteWith(0).ports, question)).rejects.toThrow(message)
  })
})
