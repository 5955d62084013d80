import { saveConnections } from '../../../src/app/setup/save-connections'
import { keys } from '../../support/keys'
import { readAllLinks, readPeopleOfAccounts } from '../../../src/app/state/link-store'
import { account, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'

const organization = { orgId: 'org', directoryId: 'directory', apiKey: 'key', apiKeyExpires: '2027-01-31' }
const entraValues = { tenantId: 'tenant', clientId: 'client', clientSecret: 'secret' }
const oktaValues = { orgUrl: 'https://company.okta.com', apiToken: 'token' }
const entra = { directory: { kind: 'entra', values: entraValues } }
const okta = (change: object = {}) => ({ directory: { kind: 'okta', values: { ...oktaValues, ...change } } })
const PEM = '-----BEGIN PRIVATE KEY-----'

describe('the connections', () => {
  it('are to one directory, and tell to which', async () => {
    const { ports } = createWorld()

    expect(await saveConnections(ports, { ...entra, organization })).toMatchObject({
      kind: 'entra',
      ids: { tenantId: 'tenant', clientId: 'client' },
    })
    expect(await saveConnections(ports, { ...okta(), organization })).toMatchObject({
      kind: 'okta',
      ids: { orgUrl: 'https://company.okta.com' },
    })
  })

  it.each([
    ['no directory', {}, /^directory: Expected the connections to one directory/],
    ['two directories', { ...entra, okta: oktaValues }, /^okta: Expected the connections to one directory/],
    ['a directory that nobody knows', { directory: { kind: 'moon', values: {} } }, /^Expected the directory to be/],
    ['no credential of Okta', okta({ apiToken: undefined }), /^okta: Expected the .* not both\.$/],
    [
      'two credentials of Okta',
      okta({ clientId: 'c', keyId: 'k', privateKey: PEM }),
      /^okta: Expected the .* not both\.$/,
    ],
    ['half a credential of Okta', okta({ apiToken: undefined, clientId: 'c' }), /^okta: Expected the .* not both\.$/],
  ])('are refused with %s', async (_, input, message) => {
    await expect(saveConnections(createWorld().ports, { ...input, organization })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(message),
    })
  })

  it.each([
    ['company.okta.com', 'https://company.okta.com'],
    [' https://Company.okta.com/ ', 'https://company.okta.com'],
    ['https://a.okta.com', 'https://a.okta.com'],
  ])('take the address %j as %s', async (orgUrl, expected) => {
    const { ports } = createWorld()

    expect(await saveConnections(ports, { ...okta({ orgUrl }), organization })).toMatchObject({
      ids: { orgUrl: expected },
    })
  })

  it.each([
    'https://company-admin.okta.com',
    'https://company.okta.com.evil.example',
    'https://evil.example/company.okta.com',
    'https://company.okta.com@evil.example',
    'http://company.okta.com',
    'https://company.okta.com:8443',
    'https://company.okta.com/admin',
    'https://a.b.okta.com',
    'https://okta.com',
    'https://www.okta.com',
    'https://login.okta.com',
    'https://company.oktapreview.com',
  ])('refuse the address %s', async (orgUrl) => {
    await expect(saveConnections(createWorld().ports, { ...okta({ orgUrl }), organization })).rejects.toThrow(
      'okta.orgUrl: Expected the address of the Okta org, such as https://company.okta.com, without "-admin" and with nothing after it.',
    )
  })

  it('to another directory forget whom its ids meant; to the same one, nothing', async () => {
    const world = createWorld()
    const { ports } = world
    await saveConnections(ports, { ...entra, organization })
    await addLinked(world, person('Ada'), account('Ada'))
    await ports.store.set(keys.delta, { cursor: 'https://graph.microsoft.com/…', at: '2026-03-18T09:00:00Z' })
    await ports.store.set(keys.lastGood, { people: 42_000, linked: 41_000, accounts: 42_000 })

    await saveConnections(ports, {
      directory: { kind: 'entra', values: { ...entraValues, clientSecret: 'a new one' } },
      organization,
    })
    expect((await readAllLinks(ports.store)).size).toBe(1)

    await saveConnections(ports, { ...okta(), organization })
    expect((await readAllLinks(ports.store)).size).toBe(0)
    expect((await readPeopleOfAccounts(ports.store, ['a-ada'])).size).toBe(0)
    expect(await ports.store.get(keys.delta)).toBeNull()
    expect(await ports.store.get(keys.lastGood)).toEqual({ accounts: 42_000, exchanges: 2 })
  })

  it('never tell what was typed where something is wrong', async () => {
    const input = { ...okta({ orgUrl: 'https://secret-address.example', apiToken: 'secret-token' }), organization }

    const problem = await saveConnections(createWorld().ports, input).catch((error: Error) => error.message)

    expect(problem).not.toMatch(/secret/)
  })
})
