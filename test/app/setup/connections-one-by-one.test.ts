import { readConnections } from '../../../src/app/state/connections'
import { keys } from '../../support/keys'
import { confirm } from '../../../src/app/setup/confirm'
import { saveConnection } from '../../../src/app/setup/connection-parts'
import { describeSetup } from '../../../src/app/setup/describe-setup'
import { testConnection } from '../../../src/app/setup/test-connection'
import { NOW } from '../../support/builders'
import { createUnconnected } from '../../support/fakes'

const entra = { tenantId: 't', clientId: 'c', clientSecret: 'secret-1' }
const organization = { orgId: 'o', directoryId: 'd', apiKey: 'secret-2', apiKeyExpires: '2027-01-31' }
const scim = { directoryId: 's', apiKey: 'secret-3' }
const DIRECTORY = { part: 'directory', kind: 'entra', values: entra, expires: '2028-01-31' }
const ORGANIZATION = { part: 'organization', values: organization }
const SCIM = { part: 'scim', values: scim }

describe('saving one connection after the other', () => {
  it('lets nothing run before the directory and the organization are there', async () => {
    const { ports, kvs } = await createUnconnected()

    const begun = await saveConnection(ports, DIRECTORY)
    expect(begun).toMatchObject({ isComplete: false, parts: { directory: { kind: 'entra', expires: '2028-01-31' } } })
    expect(kvs.has(keys.connected)).toBe(false)
    await expect(readConnections(ports.secrets)).rejects.toThrow('got none')

    const done = await saveConnection(ports, ORGANIZATION)
    expect(done.isComplete).toBe(true)
    expect(kvs.get(keys.connected)).toMatchObject({
      kind: 'entra',
      ids: { tenantId: 't' },
      orgId: 'o',
      scimDirectoryId: null,
    })
    expect(await readConnections(ports.secrets)).toMatchObject({
      directory: { kind: 'entra', values: entra },
      organization,
    })
  })

  it('keeps the secrets of those that are not sent again', async () => {
    const { ports } = await createUnconnected()
    for (const part of [DIRECTORY, ORGANIZATION, SCIM]) await saveConnection(ports, part)

    await saveConnection(ports, { ...SCIM, values: { directoryId: 's-2', apiKey: 'secret-4' } })
    await saveConnection(ports, { ...DIRECTORY, values: { ...entra, clientSecret: 'secret-5' } })

    expect(await readConnections(ports.secrets)).toMatchObject({
      directory: { kind: 'entra', values: { ...entra, clientSecret: 'secret-5' } },
      organization,
      scim: { directoryId: 's-2', apiKey: 'secret-4' },
    })
  })

  it('lets the SCIM directory go, and with it its dates', async () => {
    const { ports } = await createUnconnected()
    for (const part of [DIRECTORY, ORGANIZATION, SCIM]) await saveConnection(ports, part)

    const setup = await saveConnection(ports, { part: 'scim', values: null })

    expect(setup.parts.scim).toBeUndefined()
    expect((await readConnections(ports.secrets)).scim).toBeUndefined()
  })

  it.each([
    ['no secret', { ...DIRECTORY, values: { tenantId: 't', clientId: 'c' } }, /client secret, or a certificate/],
    ['no key', { part: 'organization', values: { ...organization, apiKey: '' } }, /organization API key/],
    ['no date', { part: 'organization', values: { ...organization, apiKeyExpires: 'soon' } }, /YYYY-MM-DD/],
    ['another part', { part: 'moon' }, /Expected the directory/],
  ])('refuses %s, keeps what was there and never repeats a secret', async (_, input, message) => {
    const { ports } = await createUnconnected()
    await saveConnection(ports, DIRECTORY)

    const saving = saveConnection(ports, input)

    await expect(saving).rejects.toThrow(message)
    await expect(saving).rejects.not.toThrow(/secret-/)
    expect((await describeSetup(ports)).parts).toMatchObject({ directory: { ids: { tenantId: 't' } } })
  })

  it('shows ids and dates, and never a secret', async () => {
    const { ports } = await createUnconnected()
    for (const part of [DIRECTORY, ORGANIZATION, SCIM]) await saveConnection(ports, part)

    const shown = JSON.stringify(await describeSetup(ports))

    expect(shown).not.toContain('secret-')
    expect(JSON.parse(shown)).toMatchObject({
      parts: { organization: { ids: { orgId: 'o', directoryId: 'd' }, expires: '2027-01-31' } },
    })
  })
})

describe('confirming what no API tells', () => {
  it('keeps who and when, and can be taken back', async () => {
    const { ports } = await createUnconnected()

    const confirmed = await confirm(ports, { confirmation: 'domains', isConfirmed: true }, 'a-boss')
    expect(confirmed.confirmations).toEqual({ domains: { by: 'a-boss', at: NOW.toISOString() } })

    const takenBack = await confirm(ports, { confirmation: 'domains', isConfirmed: false }, 'a-boss')
    expect(takenBack.confirmations).toEqual({})
  })
})

describe('testing a connection', () => {
  it('tries what was typed and saves nothing', async () => {
    const world = await createUnconnected()

    const findings = await testConnection(world.ports, { which: 'directory', typed: { kind: 'entra', values: entra } })

    expect(findings).toEqual(world.findings.directory)
    expect((await describeSetup(world.ports)).parts).toEqual({})
  })

  it('says when there is nothing to try', async () => {
    const { ports } = await createUnconnected()

    await expect(testConnection(ports, { which: 'scim' })).rejects.toThrow('Expected credentials of the SCIM directory')
  })
})
