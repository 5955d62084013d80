import { readOverview } from '../../../src/app/admin/overview'
import { keys } from '../../support/keys'
import { tick } from '../../../src/app/jobs/tick'
import { AppError } from '../../../src/core/errors'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import { applySettingsPatch } from '../../support/settings'
import { MINUTE_MS } from '../../../src/core/time'
import { NOW, SIGNALS } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

function site(isOn = true): FakeWorld {
  const world = createWorld({
    signals: { ...SIGNALS, auditEvents: isOn, auditActions: ['session_opened'] },
  })
  const ids = { tenantId: 't', clientId: 'c', orgId: 'o', directoryId: 'd', scimDirectoryId: null }
  world.kvs.set(keys.connected, { ...ids, apiKeyExpires: '2027-01-31' })
  return world
}

function happen(world: FakeWorld, actorId: string | null, action = 'session_opened', minutesAgo = 3): void {
  const at = new Date(world.now.getTime() - minutesAgo * MINUTE_MS).toISOString()
  world.auditEvents.push({ id: `e-${world.auditEvents.length}`, at, action, actorId })
}

const later = (world: FakeWorld, minutes: number): void => {
  world.now = new Date(world.now.getTime() + minutes * MINUTE_MS)
}
const asked = (world: FakeWorld) =>
  [...world.requests.values()].map(({ accountId, source }) => `${accountId} ${source}`)

describe('the audit log as a signal', () => {
  it('asks for who signed in without access, and for nobody by another action', async () => {
    const world = site()
    world.kvs.set(keys.seat('a-ben'), { holds: true })
    happen(world, 'a-ada')
    happen(world, 'a-ben')
    happen(world, 'a-cid', 'user_added_to_group')
    happen(world, null)

    await tick(world.ports)

    expect(asked(world)).toEqual(['a-ada audit'])
  })

  it('goes on from its cursor, and asks for nobody twice', async () => {
    const world = site()
    const cursors: string[] = []
    world.beforeCall = (name) => {
      if (name.startsWith('readEvents')) cursors.push(name)
    }
    happen(world, 'a-ada')
    await tick(world.ports)
    world.requests.clear()
    later(world, 5)
    happen(world, 'a-ben')

    await tick(world.ports)

    expect(cursors).toEqual(['readEvents anew', 'readEvents 1'])
    expect(asked(world)).toEqual(['a-ben audit'])
  })

  it('reads the last half hour again when the cursor is no longer accepted', async () => {
    const world = site()
    happen(world, 'a-old', 'session_opened', 120)
    happen(world, 'a-ada', 'session_opened', 20)
    world.kvs.set(keys.poll('audit'), { place: '1', at: NOW.toISOString(), firstAt: NOW.toISOString() })
    world.beforeCall = (name) => {
      if (name === 'readEvents 1') throw new AppError('cursor-expired', 'gone')
    }

    await tick(world.ports)

    expect(asked(world)).toEqual(['a-ada audit'])
    expect(world.kvs.get(keys.poll('audit'))).toMatchObject({ place: '2' })
  })

  it('says that the plan does not have it, and forgets that when it works again', async () => {
    const world = site()
    world.beforeCall = (name) => {
      if (name.startsWith('readEvents')) throw new AppError('permission-missing', 'The plan has no audit log.')
    }
    await tick(world.ports)
    expect((await readOverview(world.ports, undefined, 'a-boss')).alerts).toContainEqual(
      expect.objectContaining({
        ...{ type: 'signal-failing', about: 'audit', title: 'The audit log cannot be read' },
        text: `Since ${NOW.toISOString()} nobody gets a seat by signing in. The plan has no audit log.`,
      }),
    )

    world.beforeCall = () => undefined
    later(world, 5)
    await tick(world.ports)

    expect(
      (await readOverview(world.ports, undefined, 'a-boss')).alerts.filter(({ type }) => type === 'signal-failing'),
    ).toEqual([])
  })

  it('warns when it has shown no sign-in for days: probably not the right action', async () => {
    const world = site()
    world.kvs.set(keys.poll('audit'), { place: null, at: NOW.toISOString(), firstAt: '2026-03-10T09:30:00.000Z' })

    expect((await readOverview(world.ports, undefined, 'a-boss')).alerts).toContainEqual(
      expect.objectContaining({
        ...{ type: 'signal-silent', about: 'audit', title: 'The audit log shows no sign-in' },
        text: expect.stringContaining('has shown since 2026-03-10T09:30:00.000Z'),
      }),
    )
  })

  it('reads nothing while it is off', async () => {
    const world = site(false)
    happen(world, 'a-ada')

    await tick(world.ports)

    expect([asked(world), world.kvs.has(keys.poll('audit'))]).toEqual([[], false])
  })

  it('needs at least one action to be switched on', () => {
    const patch = { signals: { auditEvents: true, auditActions: [] } }

    expect(() => applySettingsPatch(DEFAULT_SETTINGS, patch)).toThrow(/^Audit log: expected at least one action/)
  })
})
