import fc from 'fast-check'
import { endExemption, exemptPerson } from '../../../src/app/admin/exempt-person'
import { armJob } from '../../../src/app/admin/jobs'
import { importConfiguration, exportConfiguration } from '../../../src/app/setup/configuration'
import { saveSettings } from '../../../src/app/setup/save-settings'
import { readSettings } from '../../../src/app/state/settings'
import { codeOf } from '../../../src/core/errors'
import type { Settings } from '../../../src/core/settings'
import type { Ports } from '../../../src/ports'
import { createWorld } from '../../support/fakes'
import { saving } from '../../support/settings'

interface Writer {
  readonly name: string
  readonly write: (ports: Ports, by: string) => Promise<unknown>
  readonly isThere: (settings: Settings) => boolean
}

const saves = (patch: object, isThere: Writer['isThere']): Writer => ({
  name: JSON.stringify(patch),
  write: (ports, by) => saveSettings(ports, saving(patch), by),
  isThere,
})
const exempts = (accountId: string, reason: string): Writer => ({
  name: `exempt ${accountId}, ${reason}`,
  write: (ports, by) => exemptPerson(ports, { accountId, owner: 'Boss', reason, until: null, version: 0 }, by),
  isThere: ({ exemptPeople }) => exemptPeople.some((one) => one.accountId === accountId && one.reason === reason),
})
const arms = (job: keyof Settings['armed'], armed: boolean): Writer => ({
  name: `arm ${job} ${armed}`,
  write: (ports) => armJob(ports, armed ? { job, armed, version: 0 } : { job, armed }, 'a-boss'),
  isThere: (settings) => settings.armed[job] === armed,
})

const WRITERS: readonly Writer[] = [
  saves({ waitingDays: 7 }, ({ waitingDays }) => waitingDays === 7),
  saves(
    { waitingDays: 8, seatReserve: 9 },
    ({ waitingDays, products }) => waitingDays === 8 && products[0].seatReserve === 9,
  ),
  saves({ groups: { always: ['g-project'] } }, ({ groups }) => groups.always.includes('g-project')),
  saves({ schedules: { sweep: '0 5 * * *' } }, ({ schedules }) => schedules.sweep === '0 5 * * *'),
  saves({ schedules: { timeZone: 'Europe/Berlin' } }, ({ schedules }) => schedules.timeZone === 'Europe/Berlin'),
  exempts('a-ada', 'audit'),
  exempts('a-ada', 'leave'),
  exempts('a-ben', 'audit'),
  arms('sweep', false),
  arms('grant', true),
]

describe('two administrators at once', () => {
  it('both get what they want, or one of them is told', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.subarray(
          WRITERS.map((_, index) => index),
          { minLength: 2, maxLength: 2 },
        ),
        async (scheduler, chosen) => {
          const world = createWorld({ armed: { provision: false, grant: false, sweep: true } })
          const { store } = world.ports
          const ports: Ports = {
            ...world.ports,
            store: {
              ...store,
              readMany: scheduler.scheduleFunction(store.readMany) as typeof store.readMany,
              swapMany: scheduler.scheduleFunction(store.swapMany),
            },
          }
          const writers = chosen.map((index) => WRITERS[index]!)
          const ends = writers.map((writer, index) =>
            writer.write(ports, `a-boss-${index}`).catch((error: unknown) => error),
          )

          const refused = (await scheduler.waitFor(Promise.all(ends))).map((end) => codeOf(end))

          const settings = await readSettings(store)
          expect(refused.filter((code) => code !== null && code !== 'conflict')).toEqual([])
          expect(refused.filter((code) => code === null).length).toBeGreaterThanOrEqual(1)
          for (const [index, { isThere, name }] of writers.entries()) {
            if (refused[index] === null) expect({ name, isThere: isThere(settings) }).toEqual({ name, isThere: true })
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it('keep two exemptions that are made at once, and refuse the second of one person', async () => {
    const { ports } = createWorld()

    await Promise.all(
      [exempts('a-ada', 'audit'), exempts('a-ben', 'leave')].map(({ write }, by) => write(ports, `a-${by}`)),
    )

    expect((await readSettings(ports.store)).exemptPeople).toHaveLength(2)
    await expect(exempts('a-ada', 'leave').write(ports, 'a-other')).rejects.toMatchObject({ code: 'conflict' })
    await endExemption(ports, { accountId: 'a-ada', version: 2 }, 'a-other')
    expect((await readSettings(ports.store)).exemptPeople).toMatchObject([{ accountId: 'a-ben' }])
  })
})

describe('saveSettings', () => {
  it('merges what somebody else saves while the groups are looked up', async () => {
    const world = createWorld()
    world.beforeCall = (name) => {
      if (name !== 'readGroups') return
      world.beforeCall = () => undefined
      world.kvs.set('settings', { ...(world.kvs.get('settings') as object), waitingDays: 7, version: 1, changes: {} })
    }

    await saveSettings(world.ports, saving({ groups: { always: ['g-project'] } }), 'a-boss')

    expect(await readSettings(world.ports.store)).toMatchObject({ waitingDays: 7, groups: { always: ['g-project'] } })
  })

  it.each([
    [{ changes: [] }, 'Expected the version of the settings that the page was loaded with'],
    [{ version: 0, changes: [{ path: 'waitingDays' }] }, 'Expected each change as a path with a value'],
    [{ version: 0, changes: [{ path: 'waitingDays', value: 7, add: 8 }] }, 'Expected each change as a path'],
    [null, 'Load the page again'],
  ])('refuses %j', async (question, message) => {
    await expect(saveSettings(createWorld().ports, question, 'a-boss')).rejects.toThrow(message)
  })

  it('refuses an import for what was changed since the page was loaded', async () => {
    const { ports } = createWorld()
    const text = JSON.stringify(await exportConfiguration(ports))
    await saveSettings(ports, saving({ waitingDays: 7 }), 'a-other')

    await expect(importConfiguration(ports, { text, version: 0 }, 'a-boss')).rejects.toMatchObject({
      conflicts: [{ path: 'waitingDays', from: '30', to: '7' }],
    })
    expect((await importConfiguration(ports, { text, version: 1 }, 'a-boss')).changes).toHaveLength(1)
  })
})
