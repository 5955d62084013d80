import { readConnections } from '../../../src/app/state/connections'
import { keys } from '../../support/keys'
import { confirm } from '../../../src/app/setup/confirm'
import { saveAllConnections, saveConnection } from '../../../src/app/setup/connection-parts'
import { describeSetup } from '../../../src/app/setup/describe-setup'
import { testConnection } from '../../../src/app/setup/test-connection'
import { NOW } from '../../support/builders'
import { createUnconnected } from '../../support/fakes'

const entra = { tenantId: 't', clientId: 'c', clientSecret: 'secret-1' }
const organization = { orgId: 'o', directoryId: 'd', apiKey: 'secret-2', apiKeyExpires: '2027-01-31' }
const scim = { directoryId: 's', apiKey: 'secret-3' }
const DIRECTORY = { part: 'directory', kind: 'entra', values: entra, expires: '2028-01-31' }
const ORGANIZATION = { part: 'organization', values: organization }
const SCIM = { part: 'scim', values: scim, organizationKey: 'secret-2' }

describe('saving one connection after the other', () => {
  it('lets nothing run before the directory and the organization are there', async () => {
    const { ports, kvs } = await createUnconnected()

    const begun = await saveConnection(ports, DIRECTORY, 'a-boss')
    expect(begun).toMatchObject({ isComplete: false, parts: { directory: { kind: 'entra', expires: '2028-01-31' } } })
    expect(kvs.has(keys.connected)).toBe(false)
    await expect(readConnections(ports.secrets)).rejects.toThrow('got none')

    const done = await saveConnection(ports, ORGANIZATION, 'a-boss')
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
    for (const part of [DIRECTORY, ORGANIZATION, SCIM]) await saveConnection(ports, part, 'a-boss')

    await saveConnection(ports, { ...SCIM, values: { directoryId: 's-2', apiKey: 'secret-4' } }, 'a-boss')
    await saveConnection(ports, { ...DIRECTORY, values: { ...entra, clientSecret: 'secret-5' } }, 'a-boss')

    expect(await readConnections(ports.secrets)).toMatchObject({
      directory: { kind: 'entra', values: { ...entra, clientSecret: 'secret-5' } },
      organization,
      scim: { directoryId: 's-2', apiKey: 'secret-4' },
    })
  })

  it('lets the SCIM directory go, and with it its dates', async () => {
    const { ports } = await createUnconnected()
    for (const part of [DIRECTORY, ORGANIZATION, SCIM]) await saveConnection(ports, part, 'a-boss')

    const setup = await saveConnection(ports, { part: 'scim', values: null }, 'a-boss')

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
    await saveConnection(ports, DIRECTORY, 'a-boss')

    const saving = saveConnection(ports, input, 'a-boss')

    await expect(saving).rejects.toThrow(message)
    await expect(saving).rejects.not.toThrow(/secret-/)
    expect((await describeSetup(ports)).parts).toMatchObject({ directory: { ids: { tenantId: 't' } } })
  })

  it('shows ids and dates, and never a secret', async () => {
    const { ports } = await createUnconnected()
    for (const part of [DIRECTORY, ORGANIZATION, SCIM]) await saveConnection(ports, part, 'a-boss')

    const shown = JSON.stringify(await describeSetup(ports))

    expect(shown).not.toContain('secret-')
    expect(JSON.parse(shown)).toMatchObject({
      parts: { organization: { ids: { orgId: 'o', directoryId: 'd' }, expires: '2027-01-31' } },
    })
  })
})

describe('exchanging what decides where the app writes', () => {
  const OTHER_TENANT = { ...DIRECTORY, values: { ...entra, tenantId: 't-2' } }
  const exchanges = {
    'another tenant': OTHER_TENANT,
    'another kind of directory': {
      ...{ part: 'directory', kind: 'okta' },
      values: { orgUrl: 'https://evil.okta.com', apiToken: 'secret-9' },
    },
    'another SCIM directory': { part: 'scim', values: { ...scim, directoryId: 's-2' } },
    'another organization': { part: 'organization', values: { ...organization, orgId: 'o-2', apiKey: 'secret-9' } },
    'another list of groups': {
      part: 'organization',
      values: { ...organization, apiKey: 'secret-9', groupIds: ['g-other'] },
    },
  }

  async function connected() {
    const world = await createUnconnected()
    for (const part of [DIRECTORY, ORGANIZATION, SCIM]) await saveConnection(world.ports, part, 'a-boss')
    // What a key that was made up, or that belongs to another organization, is told.
    world.findings.organization = [{ what: 'key', outcome: 'key-refused' }]
    return world
  }

  it.each(Object.entries(exchanges))('%s is refused without the organization’s key', async (_, input) => {
    const { ports } = await connected()
    const before = await readConnections(ports.secrets)

    for (const organizationKey of ['', 'made-up']) {
      const saving = saveConnection(ports, { ...input, organizationKey }, 'a-mallory')
      await expect(saving).rejects.toThrow(/API key of the organization/)
      await expect(saving).rejects.not.toThrow(/secret-|made-up/)
    }

    expect(await readConnections(ports.secrets)).toEqual(before)
  })

  it.each(Object.entries(exchanges))('%s is saved with the key in the same act', async (_, input) => {
    const { ports } = await connected()
    const before = await readConnections(ports.secrets)

    await saveConnection(ports, { ...input, organizationKey: 'secret-2' }, 'a-boss')

    expect(await readConnections(ports.secrets)).not.toEqual(before)
  })

  it('takes a new key that opens the organization, and waits where it does not answer', async () => {
    const { ports, findings } = await connected()
    findings.organization = [{ what: 'key', outcome: 'no-answer' }]
    const act = { ...OTHER_TENANT, organizationKey: 'secret-new' }
    await expect(saveConnection(ports, act, 'a-boss')).rejects.toMatchObject({ code: 'unavailable' })

    findings.organization = [{ what: 'key', outcome: 'ok' }]
    await saveConnection(ports, act, 'a-boss')

    expect(await readConnections(ports.secrets)).toMatchObject({ directory: { values: { tenantId: 't-2' } } })
  })

  it('is asked of who saves everything together, too', async () => {
    const { ports } = await connected()
    const all = { directory: { kind: 'entra', values: entra }, organization: { ...organization, apiKey: 'secret-9' } }

    await expect(saveAllConnections(ports, all, 'a-mallory')).rejects.toThrow(/API key of the organization/)
    await saveAllConnections(ports, { ...all, organizationKey: 'secret-2' }, 'a-boss')

    expect(await readConnections(ports.secrets)).toMatchObject({ organization: { apiKey: 'secret-9' } })
  })

  it('is asked for a first directory beside an organization whose key is there', async () => {
    const { ports } = await createUnconnected()
    await saveConnection(ports, ORGANIZATION, 'a-boss')

    await expect(saveConnection(ports, DIRECTORY, 'a-mallory')).rejects.toThrow(/API key of the organization/)
  })

  it('needs no key for a new secret of the same directory, and tells who entered it', async () => {
    const { ports } = await connected()

    await saveConnection(ports, { ...DIRECTORY, values: { ...entra, clientSecret: 'secret-5' } }, 'a-colleague')
    await saveConnection(ports, { part: 'scim', values: { ...scim, apiKey: 'secret-6' } }, 'a-colleague')

    const { parts } = await describeSetup(ports)
    expect([parts.directory, parts.organization, parts.scim].map((part) => part?.savedBy)).toEqual([
      ...['a-colleague', 'a-boss', 'a-colleague'],
    ])
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
