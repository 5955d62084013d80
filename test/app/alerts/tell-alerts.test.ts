import { saving } from '../../support/settings'
import { saveSettings } from '../../../src/app/setup/save-settings'
import { keys } from '../../support/keys'
import { tick } from '../../../src/app/jobs/tick'
import { AppError } from '../../../src/core/errors'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import { HOUR_MS, MINUTE_MS } from '../../../src/core/time'
import { NOW, account } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

/** A connected site with so many free seats, which tells `a-boss` about its alerts. */
function site(free: number, alerts: object = { issueKey: 'IT-2', accountIds: ['a-boss'], groupIds: [] }): FakeWorld {
  const world = createWorld({ alerts: { ...DEFAULT_SETTINGS.alerts, ...alerts } })
  const ids = { tenantId: 't', clientId: 'c', orgId: 'o', directoryId: 'd', scimDirectoryId: null }
  world.kvs.set(keys.connected, { ...ids, apiKeyExpires: '2027-01-31' })
  for (let index = 0; index < 100 - free; index += 1) world.accounts.set(`a-h${index}`, account(`H${index}`))
  return world
}

/** Ticks every five minutes, the last one included. */
async function live(world: FakeWorld, fromHours: number, toHours: number): Promise<void> {
  for (let ms = fromHours * HOUR_MS; ms <= toHours * HOUR_MS; ms += 5 * MINUTE_MS) {
    world.now = new Date(NOW.getTime() + ms)
    await tick(world.ports)
  }
}

const waits = (world: FakeWorld): void => {
  const request = {
    accountId: 'a-ada',
    productKey: 'jira-software',
    askedAt: NOW.toISOString(),
    source: 'portal' as const,
  }
  const refusal = { because: 'no-seat', free: 4, at: NOW.toISOString() }
  world.requests.set('jira-software:a-ada', { key: 'jira-software:a-ada', ...request, state: 'waiting', refusal })
}

describe('alerts as a notification', () => {
  it('tells all that is due in one mail, within a quarter of an hour', async () => {
    const world = site(4)
    waits(world)

    await live(world, 0, 0.25)

    expect(world.notices).toEqual([
      {
        issueKey: 'IT-2',
        accountIds: ['a-boss'],
        groupIds: [],
        subject: 'Universal Access: 2 things need your attention',
        text: expect.stringMatching(/jira-software: 4 seats are free[^]*jira-software: 1 on the waiting list/),
      },
    ])
  })

  it('tells each alert once a day while it lasts, and a new one at once', async () => {
    const world = site(4)
    await live(world, 0, 1)
    waits(world)
    await live(world, 1, 23)
    expect(world.notices.map(({ subject }) => subject)).toEqual(
      Array(2).fill('Universal Access: something needs your attention'),
    )

    await live(world, 23, 26)
    expect(world.notices).toHaveLength(4)
  })

  it('tells of a plan that waits, a key that expires, a source that fails and refused notices; names nobody', async () => {
    const world = site(50)
    const saved = world.kvs.get(keys.settings) as typeof DEFAULT_SETTINGS
    world.kvs.set(keys.settings, { ...saved, signals: { ...saved.signals, signIn: true, signInAppIds: ['app'] } })
    world.kvs.set(keys.connected, { ...(world.kvs.get(keys.connected) as object), apiKeyExpires: '2026-03-20' })
    const held = { planId: 'sweep:1', job: 'sweep', plannedAt: NOW.toISOString(), removals: 300, because: '' }
    world.kvs.set(keys.held('sweep'), held)
    const counts = { 'notice-refused': 7 }
    const report = { runId: 'sweep:1', outcome: 'held', startedAt: '', endedAt: '', counts, skips: {}, because: null }
    world.kvs.set(keys.lastRun('sweep'), report)
    world.beforeCall = (name) => {
      if (name === 'readSignIns') throw new AppError('permission-missing', 'AuditLog.Read.All is missing.')
    }

    await live(world, 0, 0.25)

    const text = world.notices.map((notice) => notice.text).join()
    expect(text).toMatch(/300 removals waits for your approval/)
    expect(text).toMatch(/valid until 2026-03-20/)
    expect(text).toMatch(/cannot be read since 2026-03-18/)
    expect(text).toMatch(/refused 7 notices/)
    expect(text).not.toMatch(/@|a-/)
  })

  it('tries again what Jira did not take', async () => {
    const world = site(4)
    world.answerNotice = () => 'throttled'
    await live(world, 0, 1)
    expect(world.notices).toEqual([])

    world.answerNotice = () => 'accepted'
    await live(world, 1, 1.5)

    expect(world.notices).toHaveLength(1)
  })

  it('is silent while no issue is named, and while there is nothing to tell', async () => {
    const [silent, well] = [site(4, {}), site(50)]

    await live(silent, 0, 1)
    await live(well, 0, 1)

    expect([silent.notices, well.notices]).toEqual([[], []])
    expect(well.kvs.has(keys.alertsTold)).toBe(false)
  })

  it('tells whoever named the issue, unless somebody else is named', async () => {
    const world = site(4, {})
    await saveSettings(world.ports, saving({ alerts: { issueKey: 'IT-2' } }), 'a-boss')
    await saveSettings(world.ports, saving({ waitingDays: 7 }), 'a-other')
    await live(world, 0, 0.25)
    expect(world.notices.at(-1)).toMatchObject({ accountIds: ['a-boss'], groupIds: [] })

    await saveSettings(world.ports, saving({ alerts: { groupIds: ['g-admins'] } }), 'a-boss')
    await live(world, 25, 25.5)

    expect(world.notices.at(-1)).toMatchObject({ accountIds: [], groupIds: ['g-admins'] })
  })
})
