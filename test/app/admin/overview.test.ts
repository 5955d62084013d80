import { readOverview } from '../../../src/app/admin/overview'
import { keys } from '../../support/keys'
import { saveReport } from '../../../src/app/state/run-report'
import type { RunReport } from '../../../src/app/state/run-report'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import { AppError } from '../../../src/core/errors'
import type { AccessRequest } from '../../../src/ports'
import { NOW, account, daysAgo } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

function connect(world: FakeWorld, apiKeyExpires = '2027-01-31'): void {
  const ids = { tenantId: 't', clientId: 'c', orgId: 'o', directoryId: 'd', scimDirectoryId: 's' }
  world.kvs.set(keys.connected, { ...ids, apiKeyExpires, groupIds: ['g-jira'], maySuspend: true })
}

function waiting(name: string, change: Partial<AccessRequest> = {}): AccessRequest {
  const request = { key: `r-${name}`, accountId: `a-${name}`, productKey: 'jira-software', source: 'portal' as const }
  const refusal = { because: 'no-seat', free: 4, at: daysAgo(1) }
  return { ...request, state: 'waiting', askedAt: daysAgo(1), refusal, ...change }
}

const run: RunReport = {
  runId: 'run',
  outcome: 'done',
  startedAt: daysAgo(1),
  endedAt: daysAgo(1),
  counts: {},
  skips: {},
  because: null,
}

describe('readOverview', () => {
  it('shows the seats as Jira reports them', async () => {
    const world = createWorld()
    for (const name of ['Ada', 'Ben']) world.accounts.set(`a-${name}`, account(name))

    const { seats, now } = await readOverview(world.ports, undefined, 'a-boss')

    expect(seats).toEqual({ productKey: 'jira-software', used: 2, remaining: 98, total: 100 })
    expect(now).toBe(NOW.toISOString())
  })

  it('lists who waits, the longest wait first, with what they were told', async () => {
    const world = createWorld({ refusalMessage: 'No seat: {free} left' })
    world.requests.set('r-ben', waiting('ben'))
    world.requests.set('r-ada', waiting('ada', { askedAt: daysAgo(2) }))

    const overview = await readOverview(world.ports, undefined, 'a-boss')

    const productKey = 'jira-software'
    expect(overview.waiting).toEqual([
      { accountId: 'a-ada', productKey, askedAt: daysAgo(2), because: 'no-seat', message: 'No seat: 4 left' },
      { accountId: 'a-ben', productKey, askedAt: daysAgo(1), because: 'no-seat', message: 'No seat: 4 left' },
    ])
    expect(overview.isWaitingCut).toBe(false)
  })

  it('tells the next three runs of each schedule in its time zone', async () => {
    const timed = { provision: '0 2 * * *', sweep: '30 4 * * 0', timeZone: 'Europe/Berlin' }
    const schedules = { ...DEFAULT_SETTINGS.schedules, ...timed }

    const overview = await readOverview(createWorld({ schedules }).ports, undefined, 'a-boss')

    expect(overview.schedules.provision).toEqual({
      words: 'At 02:00',
      timeZone: 'Europe/Berlin',
      next: ['2026-03-19T01:00:00.000Z', '2026-03-20T01:00:00.000Z', '2026-03-21T01:00:00.000Z'],
      warning: null,
    })
    // Summer time begins on 29 March.
    expect(overview.schedules.sweep).toEqual({
      words: 'At 04:30, only on Sunday',
      timeZone: 'Europe/Berlin',
      next: ['2026-03-22T03:30:00.000Z', '2026-03-29T02:30:00.000Z', '2026-04-05T02:30:00.000Z'],
      warning: null,
    })
  })

  it('says of a held plan until when it can be approved', async () => {
    const world = createWorld()
    const held = { planId: 'p', job: 'sweep', removals: 700, because: 'too many' }
    world.kvs.set(keys.held('sweep'), { ...held, plannedAt: daysAgo(0.5) })
    world.kvs.set(keys.held('leavers'), { ...held, planId: 'q', job: 'leavers', plannedAt: daysAgo(2) })

    const { heldPlans } = await readOverview(world.ports, undefined, 'a-boss')

    expect(heldPlans.map(({ planId, approvableUntil, isTooLate }) => ({ planId, approvableUntil, isTooLate }))).toEqual(
      [
        { planId: 'q', approvableUntil: daysAgo(1), isTooLate: true },
        { planId: 'p', approvableUntil: daysAgo(-0.5), isTooLate: false },
      ],
    )
  })
})

describe('the alerts of the overview', () => {
  it('has none when everything is connected, armed and well', async () => {
    const world = createWorld()
    connect(world)
    await saveReport(world.ports.store, 'sweep', run)

    expect((await readOverview(world.ports, undefined, 'a-boss')).alerts).toEqual([])
  })

  it('begins with the missing connection, and does not ask to arm anything before it', async () => {
    const world = createWorld({ armed: { provision: false, grant: false, sweep: false } })

    expect((await readOverview(world.ports, undefined, 'a-boss')).alerts).toMatchObject([{ type: 'not-connected' }])
  })

  it('names each job that is not armed', async () => {
    const world = createWorld({ armed: { provision: true, grant: false, sweep: false } })
    connect(world)

    expect((await readOverview(world.ports, undefined, 'a-boss')).alerts).toMatchObject([
      { type: 'not-armed', about: 'grant', title: 'Grant is in dry run' },
      { type: 'not-armed', about: 'sweep', title: 'Sweep is in dry run' },
    ])
  })

  it('names an access group that came after the credential, and no group that can never be on the list', async () => {
    const world = createWorld()
    connect(world)
    world.accessGroupIds.push('g-new', 'g-admins', 'g-staff')
    world.groupRoles.set('g-admins', [{ resourceId: 'ari:cloud:platform::org/o', roles: ['atlassian/org-admin'] }])
    world.synchronisedGroups.add('g-staff')
    const calls: string[] = []
    world.beforeCall = (name) => void calls.push(name)

    const [first, second] = [
      await readOverview(world.ports, undefined, 'a-boss'),
      await readOverview(world.ports, undefined, 'a-boss'),
    ]

    const title = 'jira-software: an access group is not in your list'
    const text = expect.stringContaining('"Name of g-new"') as string
    const alert = { type: 'group-not-listed', about: 'g-new', title, text }
    expect([first.alerts, second.alerts]).toMatchObject([[alert], [alert]])
    expect(calls.filter((name) => name === 'readGroups')).toHaveLength(1)
  })

  it('gives the reason of a run that failed or was refused', async () => {
    const world = createWorld()
    connect(world)
    await saveReport(world.ports.store, 'provision', { ...run, outcome: 'failed', because: 'Entra is away.' })
    await saveReport(world.ports.store, 'sweep', { ...run, outcome: 'refused', because: 'Not fresh.' })

    expect((await readOverview(world.ports, undefined, 'a-boss')).alerts).toMatchObject([
      { type: 'run-stopped', title: 'Provision: the last run failed', text: 'Entra is away.', level: 'error' },
      {
        type: 'run-stopped',
        title: 'Sweep: the last run was stopped by a check',
        text: 'Not fresh.',
        level: 'warning',
      },
    ])
  })

  it('shows seats that cannot be read instead of failing', async () => {
    const world = createWorld()
    connect(world)
    world.beforeCall = (name) => {
      if (name === 'readSeats') throw new AppError('unavailable', 'Jira is away.')
    }

    const overview = await readOverview(world.ports, undefined, 'a-boss')

    expect(overview.seats).toBeNull()
    expect(overview.alerts).toMatchObject([{ type: 'seats-unreadable' }])
  })

  it.each([
    ['2026-04-18', []],
    ['2026-04-17', ['The organization API key expires soon. It is valid until 2026-04-17.']],
    ['2026-03-18', ['The organization API key expires soon. It is valid until 2026-03-18.']],
    ['2026-03-17', ['The organization API key has expired. It is valid until 2026-03-17.']],
  ])('warns of a key that is valid until %s', async (day, expected) => {
    const world = createWorld()
    connect(world, day)

    const { alerts } = await readOverview(world.ports, undefined, 'a-boss')

    expect(alerts.map(({ title, text }) => `${title}. ${text.split(' Create')[0]}`)).toEqual(expected)
  })

  it('warns of a key with a short life in the last fifth of it only', async () => {
    const world = createWorld()
    connect(world, '2026-03-26')
    world.kvs.set(keys.setup, {
      parts: { organization: { savedAt: daysAgo(1), expires: '2026-03-26' } },
      confirmations: {},
    })
    expect((await readOverview(world.ports, undefined, 'a-boss')).alerts).toEqual([])

    connect(world, '2026-03-19')

    expect((await readOverview(world.ports, undefined, 'a-boss')).alerts).toMatchObject([
      { type: 'key-expires', text: expect.stringContaining('2026-03-19') as string },
    ])
  })
})
