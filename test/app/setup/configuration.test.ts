import { keys } from '../../support/keys'
import { exportConfiguration, importConfiguration, previewImport } from '../../../src/app/setup/configuration'
import { saveConnection } from '../../../src/app/setup/connection-parts'
import { saveSettings } from '../../../src/app/setup/save-settings'
import { saving } from '../../support/settings'
import { createUnconnected } from '../../support/fakes'

const ARMED = { provision: true, grant: true, sweep: false }
const asText = (value: unknown): { text: string } => ({ text: JSON.stringify(value) })

describe('the configuration as text', () => {
  it('goes from one site to another, whole', async () => {
    const one = await createUnconnected({ waitingDays: 7, requiredGroupIds: ['g-1'] })
    const other = await createUnconnected({ armed: ARMED, graceDays: 3 })
    const exported = await exportConfiguration(one.ports)

    const { changes } = await importConfiguration(other.ports, { ...asText(exported), version: 0 }, 'a-boss')

    expect(changes.map(({ setting }) => setting)).toEqual(['requiredGroupIds', 'waitingDays', 'graceDays'])
    expect((await exportConfiguration(other.ports)).settings).toEqual(exported.settings)
  })

  it('holds no secret, and ids only to be looked at', async () => {
    const { ports } = await createUnconnected()
    const values = { tenantId: 't', clientId: 'c', clientSecret: 'secret-1' }
    await saveConnection(ports, { part: 'directory', kind: 'entra', values }, 'a-boss')

    const exported = await exportConfiguration(ports)

    expect(JSON.stringify(exported)).not.toContain('secret-1')
    expect(exported.connections.directory?.ids).toEqual({ tenantId: 't', clientId: 'c' })
  })

  it('never arms a job, nor disarms one', async () => {
    const { ports, kvs } = await createUnconnected({ armed: ARMED })
    const exported = await exportConfiguration(ports)

    await importConfiguration(ports, { ...asText(exported), version: 0 }, 'a-boss')
    expect(kvs.get(keys.armed)).toEqual(ARMED)

    const armedInText = { ...exported, settings: { ...exported.settings, armed: { sweep: true } } }
    await expect(importConfiguration(ports, { ...asText(armedInText), version: 0 }, 'a-boss')).rejects.toThrow('armed')
  })

  it('says what would change and saves nothing before it is applied', async () => {
    const { ports, kvs } = await createUnconnected()
    const exported = await exportConfiguration(ports)
    await saveSettings(ports, saving({ waitingDays: 7 }), 'a-boss')
    const before = kvs.get(keys.settings)

    const { changes } = await previewImport(ports, asText(exported))

    expect(changes).toEqual([{ setting: 'waitingDays', from: '7', to: '30' }])
    expect(kvs.get(keys.settings)).toEqual(before)
  })

  it.each([
    ['no JSON', 'hello', /no JSON/],
    ['something else', JSON.stringify({ a: 1 }), /that this app exported/],
    ['another version', JSON.stringify({ app: 'universal-access-for-jira', version: 2, settings: {} }), /version/],
    [
      'one wrong setting among right ones',
      JSON.stringify({ app: 'universal-access-for-jira', version: 1, settings: { waitingDays: 7, graceDays: -1 } }),
      /Days of grace after a grant: expected a whole number/,
    ],
  ])('refuses %s as a whole', async (_, text, message) => {
    const { ports, kvs } = await createUnconnected()
    const before = kvs.get(keys.settings)

    await expect(importConfiguration(ports, { text, version: 0 }, 'a-boss')).rejects.toThrow(message)

    expect(kvs.get(keys.settings)).toEqual(before)
  })
})
