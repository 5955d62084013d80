import { answerAdmin } from '../../../src/app/admin/methods'
import type { AdminMethod } from '../../../src/app/admin/methods'
import { adminMethods } from '../../../src/app/admin/methods'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import { saving } from '../../support/settings'
import { createWorld } from '../../support/fakes'

const administrator = { isAdministrator: async () => true }
const stranger = { isAdministrator: async () => false }

function ask(method: AdminMethod, payload: unknown, world = createWorld()) {
  return answerAdmin(world.ports, administrator, method, payload, 'a-ada')
}

describe('answerAdmin', () => {
  it.each(adminMethods)('refuses %s to whoever does not administer Jira, and tells nothing else', async (method) => {
    const world = createWorld()
    const before = JSON.stringify([...world.kvs])

    const answers = [
      await answerAdmin(world.ports, stranger, method, {}, 'a-eve'),
      await answerAdmin(world.ports, administrator, method, {}, null),
    ]

    const refusal = { ok: false, code: 'forbidden', message: 'This page is for Jira administrators.' }
    expect(answers).toEqual([refusal, refusal])
    // How often Jira was asked about them is the only thing that is kept.
    world.kvs.delete('allowance:a-eve')
    expect(JSON.stringify([...world.kvs])).toBe(before)
    expect(world.jobs).toEqual([])
  })

  it('answers a refusal with its code and message rather than throwing it', async () => {
    expect(await ask('saveSettings', saving({ dormancyDays: 0 }))).toEqual({
      ok: false,
      code: 'invalid-input',
      message: 'Days without activity in Jira: expected a whole number from 1 to 3650, got 0.',
    })
  })

  it.each([
    [{ seatReserve: null }, 'Seat reserve of Jira: expected a whole number from 0 to 100000, got nothing.'],
    [{ requiredGroupIds: ['g-1', ''] }, 'Required groups: expected an id of 1 to 200 characters, got "".'],
    [{ refusalMessage: ' ' }, 'Message when no seat is free: expected a text of 1 to 500 characters, got "".'],
    [
      { schedules: { leaversMinutes: 61 } },
      'Minutes between looks for leavers: expected a whole number from 5 to 60, got 61.',
    ],
  ])('names the setting as the page does: %j', async (patch, message) => {
    expect(await ask('saveSettings', saving(patch))).toMatchObject({ ok: false, message })
  })

  it('keeps a saved setting and leaves the others alone', async () => {
    const world = createWorld()

    await ask('saveSettings', saving({ seatReserve: 12, schedules: { sweep: '0 5 * * 0' } }), world)

    const answer = await ask('getOverview', {}, world)
    expect(answer).toMatchObject({
      ok: true,
      value: {
        settings: {
          products: [{ ...DEFAULT_SETTINGS.products[0], seatReserve: 12 }],
          schedules: { ...DEFAULT_SETTINGS.schedules, sweep: '0 5 * * 0' },
        },
      },
    })
  })

  it('never lets a secret out', async () => {
    const world = createWorld()
    const connections = {
      directory: { kind: 'entra', values: { tenantId: 'tenant', clientId: 'client', clientSecret: 'secret-1' } },
      organization: { orgId: 'org', directoryId: 'directory', apiKey: 'secret-2', apiKeyExpires: '2027-01-31' },
      scim: { directoryId: 'scim', apiKey: 'secret-3' },
    }

    const saved = await ask('saveConnections', connections, world)
    const overview = await ask('getOverview', {}, world)
    const refused = await ask('saveConnections', { ...connections, scim: { apiKey: 'secret-4' } }, world)

    expect(saved).toMatchObject({ ok: true, value: { ids: { clientId: 'client' }, apiKeyExpires: '2027-01-31' } })
    expect(JSON.stringify([saved, overview, refused, [...world.kvs]])).not.toMatch(/secret-\d/)
  })

  it('throws what is a bug', async () => {
    const world = createWorld()
    const store = { ...world.ports.store, getMany: () => Promise.reject(new TypeError('a bug')) }

    const answer = answerAdmin({ ...world.ports, store }, administrator, 'getOverview', {}, 'a-ada')

    await expect(answer).rejects.toThrow('a bug')
  })
})
