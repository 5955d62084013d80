import { explainPerson } from '../../../src/app/admin/explain-person'
import { listJournal, readJournal } from '../../../src/app/admin/journal'
import { keys } from '../../support/keys'
import { runJob } from '../../../src/app/jobs/run-job'
import { sendTestNotice } from '../../../src/app/sweep/test-notice'
import { AppError } from '../../../src/core/errors'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import type { NoticeSettings } from '../../../src/core/settings/notices'
import { DAY_MS, HOUR_MS, dayNumber } from '../../../src/core/time'
import { NOW, account, daysAgo, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

/** So many dormant holders among 60, with notices on; those who are active stay so while days pass. */
function siteWith(dormant: number, change: Partial<NoticeSettings> = {}, settings = {}): FakeWorld {
  const notices = { ...DEFAULT_SETTINGS.notices, issueKey: 'IT-1', ...change }
  const world = createWorld({ notices, ...settings })
  for (let index = 0; index < 60; index += 1) {
    const one = account(`H${index}`, index < dormant ? { lastSeen: daysAgo(200) } : {})
    world.accounts.set(one.accountId, one)
  }
  return world
}

async function sweep(world: FakeWorld, days = 0): Promise<void> {
  world.now = new Date(NOW.getTime() + days * DAY_MS)
  for (const [accountId, one] of world.accounts)
    if (one.lastSeen !== daysAgo(200))
      world.accounts.set(accountId, { ...one, lastSeen: new Date(world.now.getTime() - DAY_MS).toISOString() })
  await runJob(world.ports, { type: 'run', run: 'sweep', runId: `sweep:${days}` }, 'worker', 0)
  await drainJobs(world)
}

async function drainJobs(world: FakeWorld): Promise<void> {
  for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift()) {
    await runJob(world.ports, job, 'worker', 0)
  }
}

const told = (world: FakeWorld) => world.notices.flatMap(({ accountIds }) => accountIds)
const report = (world: FakeWorld) => world.kvs.get(keys.lastRun('sweep'))

describe('a sweep with notices', () => {
  it.each(['notice', 'seat'] as const)(
    'tells everybody else where the record of one cannot be read: %s',
    async (kind) => {
      const world = siteWith(3)
      await runJob(world.ports, { type: 'run', run: 'sweep', runId: 'sweep:0' }, 'worker', 0)
      const key = keys[kind]('a-h1')
      world.failingKeys.add(key)

      await drainJobs(world)
      expect(told(world)).toEqual(['a-h0', 'a-h2'])
      world.failingKeys.delete(key)
      await sweep(world, 1)

      expect(told(world)).toEqual(['a-h0', 'a-h2', 'a-h1'])
    },
  )

  it('removes nobody at first: everybody who is dormant is told, in one call', async () => {
    const world = siteWith(3)

    await sweep(world)

    expect(world.writes).toEqual([])
    expect(world.notices).toHaveLength(1)
    expect(world.notices[0]).toMatchObject({
      issueKey: 'IT-1',
      subject: 'Your access to Jira ends in 14 days',
      text: expect.stringMatching(/on 1 April 2026 or soon after[^]*https:\/\/jira\.example\/browse\/IT-1/),
      accountIds: ['a-h0', 'a-h1', 'a-h2'],
    })
    expect(report(world)).toMatchObject({
      outcome: 'done',
      counts: { dormant: 3, revoke: 0, notify: 3, notified: 3 },
      skips: { 'notice-period': 3 },
    })
  })

  it('tells again three days before, and removes when the time has run, not earlier', async () => {
    const world = siteWith(1)
    const log: string[] = []
    for (let day = 0; day <= 14; day += 1) {
      await sweep(world, day)
      log.push(`${day}: ${told(world).length} ${world.writes.length}`)
    }

    expect(log.slice(9)).toEqual(['9: 1 0', '10: 1 0', '11: 2 0', '12: 2 0', '13: 2 0', '14: 2 1'])
    expect(world.writes).toEqual(['remove a-h0 g-jira'])
  })

  it('tells who will be dormant within 14 days, and nobody earlier', async () => {
    const world = siteWith(0)
    const seen = { h0: daysAgo(166), h1: daysAgo(167), h2: daysAgo(168) }
    for (const [name, lastSeen] of Object.entries(seen))
      world.accounts.set(`a-${name}`, { ...world.accounts.get(`a-${name}`)!, lastSeen })
    await runJob(world.ports, { type: 'run', run: 'sweep', runId: 'sweep:0' }, 'worker', 0)

    await drainJobs(world)

    expect(told(world).sort()).toEqual(['a-h1', 'a-h2'])
    expect(world.writes).toEqual([])
  })

  it('keeps who opens the issue: being active ends it all, and a later spell begins with a first notice', async () => {
    const world = siteWith(2)
    await sweep(world)
    const one = world.accounts.get('a-h0')!
    world.accounts.set('a-h0', { ...one, lastSeen: new Date(NOW.getTime() + 2 * DAY_MS).toISOString() })

    for (const day of [11, 14]) await sweep(world, day)

    expect(world.writes).toEqual(['remove a-h1 g-jira'])
    expect(told(world).filter((accountId) => accountId === 'a-h0')).toHaveLength(1)
  })

  it('reads again right before the removal: who opened the issue an hour ago keeps access', async () => {
    const world = siteWith(1)
    for (const day of [0, 11]) await sweep(world, day)
    world.now = new Date(NOW.getTime() + 14 * DAY_MS)
    const active = account('H9', { lastSeen: new Date(world.now.getTime() - HOUR_MS).toISOString() })
    world.accounts.set('a-h9', active)
    await runJob(world.ports, { type: 'run', run: 'sweep', runId: 'sweep:14' }, 'worker', 0)
    world.kvs.set(keys.seat('a-h0'), { holds: true, seenDay: dayNumber(world.now) })

    await drainJobs(world)

    expect(world.writes).toEqual([])
  })

  it('tells nobody in a dry run, and counts them', async () => {
    const world = siteWith(3, {}, { armed: DEFAULT_SETTINGS.armed })

    await sweep(world)

    expect(world.notices).toEqual([])
    expect(report(world)).toMatchObject({ outcome: 'dry-run', counts: { notify: 3 }, skips: { 'notice-period': 3 } })
  })

  it('is silent without a notice issue', async () => {
    const world = siteWith(1, { issueKey: null })

    await sweep(world)

    expect(world.notices).toEqual([])
    expect(world.writes).toEqual(['remove a-h0 g-jira'])
  })

  it('tells nobody who keeps the access anyway', async () => {
    const world = siteWith(2, {}, { exemptGroupIds: ['g-vip'] })
    world.accounts.set('a-h0', { ...world.accounts.get('a-h0')!, isAdmin: true })
    world.accounts.set('a-h1', { ...world.accounts.get('a-h1')!, groupIds: ['g-jira', 'g-vip'] })

    await sweep(world)

    expect(world.notices).toEqual([])
  })

  it('checks once more before the removal, where notices were switched on after the plan was made', async () => {
    const world = siteWith(1, { issueKey: null })
    await runJob(world.ports, { type: 'run', run: 'sweep', runId: 'sweep:1' }, 'worker', 0)
    const saved = world.kvs.get(keys.settings) as typeof DEFAULT_SETTINGS
    world.kvs.set(keys.settings, { ...saved, notices: { ...saved.notices, issueKey: 'IT-1' } })

    await drainJobs(world)

    expect(world.writes).toEqual([])
  })
})

describe('a notice that Jira refuses', () => {
  it('postpones the removal of that person alone', async () => {
    const world = siteWith(2)
    world.answerNotice = ({ accountIds }) => (accountIds.includes('a-h0') ? 'wrong-recipient' : 'accepted')

    for (const day of [0, 11, 14]) await sweep(world, day)

    expect(told(world)).toEqual(['a-h1', 'a-h1'])
    expect(world.writes).toEqual(['remove a-h1 g-jira'])
    expect(report(world)).toMatchObject({ skips: { 'notice-period': 1 } })
  })

  it.each(['no-issue', 'mail-off'] as const)(
    'keeps everybody while Jira says %s, and tells them later',
    async (because) => {
      const world = siteWith(2)
      world.answerNotice = () => because
      await sweep(world)
      expect(report(world)).toMatchObject({ counts: { 'notice-refused': 2 } })

      world.answerNotice = () => 'accepted'
      for (const day of [1, 14]) await sweep(world, day)
      expect(world.writes).toEqual([])
      for (const day of [15, 16]) await sweep(world, day)

      expect(world.writes).toHaveLength(2)
    },
  )

  it('lets the time run where the administrator wants that', async () => {
    const world = siteWith(1, { postponeWhenRefused: false })
    world.answerNotice = () => 'mail-off'

    for (const day of [0, 11, 14]) await sweep(world, day)

    expect(world.writes).toEqual(['remove a-h0 g-jira'])
  })

  it('is tried again when Jira is busy', async () => {
    const world = siteWith(1)
    world.answerNotice = () => 'throttled'
    await runJob(world.ports, { type: 'run', run: 'sweep', runId: 'sweep:1' }, 'worker', 0)
    const job = world.jobs.find((one) => one.type === 'apply')!

    expect(await runJob(world.ports, job, 'worker', 0)).toMatchObject({ type: 'again' })
    world.answerNotice = () => 'accepted'
    await runJob(world.ports, job, 'worker', 1)

    expect(told(world)).toEqual(['a-h0'])
  })
})

describe('a sweep with notices that dies', () => {
  /** Kills at the n-th write into the store, once. */
  function killAt(world: FakeWorld, count: number): void {
    let left = count
    for (const name of ['set', 'create', 'setMany'] as const) {
      const original = world.ports.store[name] as (...parameters: unknown[]) => Promise<unknown>
      Object.assign(world.ports.store, {
        [name]: async (...parameters: unknown[]) => {
          left -= 1
          if (left === 0) throw new AppError('unavailable', 'killed')
          return original(...parameters)
        },
      })
    }
  }

  it('tells everybody, and nobody twice but those of one call of which nobody knows', async () => {
    for (let count = 1; count <= 14; count += 1) {
      const world = siteWith(4)
      killAt(world, count)
      const run = { type: 'run', run: 'sweep', runId: 'sweep:1' } as const
      if ((await runJob(world.ports, run, 'worker', 0)).type === 'again') await runJob(world.ports, run, 'worker', 1)
      for (let job = world.jobs.shift(); job !== undefined; job = world.jobs.shift()) {
        const result = await runJob(world.ports, job, 'worker', 0)
        if (result.type === 'again') world.jobs.push(job)
      }

      expect([count, [...new Set(told(world))].sort()]).toEqual([count, ['a-h0', 'a-h1', 'a-h2', 'a-h3']])
      expect(world.notices.length).toBeLessThanOrEqual(2)
      expect(world.writes).toEqual([])
    }
  })
})

describe('what is known of notices', () => {
  it('is in the journal, and in the explanation of the person', async () => {
    const world = siteWith(0)
    await addLinked(world, person('Ada'), account('Ada', { lastSeen: daysAgo(200) }))
    await sweep(world)

    const { lines } = await listJournal(world.ports, {})
    expect(lines).toMatchObject([{ kind: 'notices', counts: { notified: 1 } }])
    const { entries } = await readJournal(world.ports, { planId: lines[0]!.id })
    expect(entries).toMatchObject([{ type: 'notify', accountId: 'a-ada', outcome: 'notified', dueOn: '2026-04-01' }])
    const [product] = (await explainPerson(world.ports, { accountId: 'a-ada' })).products
    expect(product).toMatchObject({
      notice: { firstAt: NOW.toISOString(), told: 1, endsAt: '2026-04-01T09:30:00.000Z' },
      sweep: { decision: 'keep', because: 'notice-period' },
    })
  })

  it('names nobody at rest', async () => {
    const world = siteWith(2)

    await sweep(world)

    const notices = [...world.kvs].filter(([key]) => key.startsWith('notice:'))
    expect(notices).toHaveLength(2)
    expect(JSON.stringify([...world.kvs.values()])).not.toContain('@')
  })
})

describe('sendTestNotice', () => {
  it('tells one holder and nobody else, and counts for nothing', async () => {
    const world = siteWith(1)

    await sendTestNotice(world.ports, { accountId: 'a-h5' })

    expect(world.notices).toMatchObject([
      { accountIds: ['a-h5'], subject: '[Test] Your access to Jira ends in 14 days' },
    ])
    expect([...world.kvs.keys()].filter((key) => key.startsWith('notice:'))).toEqual([])
  })

  it.each([
    ['somebody without access', {}, 'a-out', /Expected somebody who has access/],
    ['a person nobody knows', {}, 'a-nobody', /Expected somebody who has access/],
    ['anybody before there is an issue', { issueKey: null }, 'a-h5', /Expected a notice issue/],
  ])('refuses %s', async (_, change, accountId, message) => {
    const world = siteWith(1, change)
    world.accounts.set('a-out', account('Out', { groupIds: [] }))

    await expect(sendTestNotice(world.ports, { accountId })).rejects.toThrow(message)
    expect(world.notices).toEqual([])
  })

  it.each([
    ['no-issue', /Jira knows no such issue/],
    ['mail-off', /sends no mail/],
    ['throttled', /try again in a minute/],
  ] as const)('says what is wrong when Jira answers %s', async (answer, message) => {
    const world = siteWith(1)
    world.answerNotice = () => answer

    await expect(sendTestNotice(world.ports, { accountId: 'a-h5' })).rejects.toThrow(message)
  })
})
