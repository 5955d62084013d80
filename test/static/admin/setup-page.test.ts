import { saveConnection } from '../../../src/app/setup/connection-parts'
import { readConnections } from '../../../src/app/state/connections'
import { readSettings } from '../../../src/app/state/settings'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import { NOW } from '../../support/builders'
import { answerPage } from '../../support/answer-page'
import { createUnconnected, createWorld } from '../../support/fakes'
import { keys } from '../../support/keys'
import {
  act,
  button,
  findAll,
  find,
  installBridge,
  labelled,
  pageText,
  settle,
  textOf,
  type,
} from '../../support/ui-kit'

/** The set-up tab over the real use cases and an in-memory world. */
let world = createWorld()

const bridge = installBridge((method, payload) => answerPage(world.ports, method, payload))

async function openPage(): Promise<void> {
  bridge.flags.length = 0
  await jest.isolateModulesAsync(async () => {
    await import('../../../static/admin/index')
  })
  await settle()
  await act(find('Tabs'), 'onChange', 5)
}

async function fillIn(values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await type(labelled(label), value)
}

const submit = (buttonName: string): Promise<void> =>
  act(
    find('Form', (node) => textOf(node).includes(buttonName)),
    'onSubmit',
  )

const ENTRA = {
  'Tenant id': 't',
  'Client id': 'c',
  'Client secret': 'secret-1',
  'Last day of the secret': '2028-01-31',
}
const CREDENTIALS = { tenantId: 't', clientId: 'c', clientSecret: 'x' }
const ORGANIZATION = {
  'Organization id': 'o',
  'Directory id': 'd',
  'Organization API key': 'secret-2',
  'API key expires on': '2027-01-31',
}

beforeEach(async () => {
  world = await createUnconnected()
})

describe('how people ask', () => {
  it('has nothing on before it is saved, and then what the step proposes', async () => {
    world = await createUnconnected({ signals: DEFAULT_SETTINGS.signals })
    world.signIns = [{ id: 'r-1', objectId: 'o-ada', at: NOW.toISOString(), appId: 'Jira' }]
    const organization = {
      orgId: 'o',
      directoryId: 'd',
      apiKey: 'k',
      apiKeyExpires: '2027-01-31',
      groupIds: ['g-jira'],
    }
    await saveConnection(
      world.ports,
      { part: 'directory', kind: 'entra', values: CREDENTIALS, expires: null },
      'a-boss',
    )
    await saveConnection(world.ports, { part: 'organization', values: organization }, 'a-boss')
    await openPage()
    expect(pageText()).toContain('Nothing is on')
    expect((await readSettings(world.ports.store)).signals).toEqual(DEFAULT_SETTINGS.signals)

    await act(button('Save how people ask'), 'onClick')

    const { signals } = await readSettings(world.ports.store)
    expect(signals).toMatchObject({ portal: true, signIn: true, signInAppIds: ['Jira'], onBehalf: false })
  })
})

describe('a role that the app does not know', () => {
  it('is shown with the group that gives it, and said with the key', async () => {
    world.kvs.set(keys.groupRoles, {
      'g-jira': { at: NOW.toISOString(), roles: ['atlassian/viewer', 'atlassian/org-admin'] },
    })
    await openPage()
    await fillIn(ENTRA)
    await submit('Save the directory')
    expect(pageText()).toContain('atlassian/viewer')
    expect(pageText()).toContain('Given by Name of g-jira')
    expect(pageText()).not.toContain('org-admin')

    await fillIn(ORGANIZATION)
    await act(labelled('atlassian/viewer'), 'onChange', { value: 'nothing' })
    await submit('Save the organization')

    expect((await readConnections(world.ports.secrets)).organization.roles).toEqual({ 'atlassian/viewer': 'nothing' })
  })
})

it('tells of how many groups give a role that the app does not know', async () => {
  const given = Array.from({ length: 40 }, (_, index) => [`g-${index}`, { at: NOW.toISOString(), roles: ['a/viewer'] }])
  world.kvs.set(keys.groupRoles, Object.fromEntries(given))

  await openPage()

  expect(pageText()).toContain('Given by Name of g-0, Name of g-1, Name of g-2, Name of g-3, Name of g-4 and 35 more')
})

describe('the set-up tab', () => {
  it('takes one connection after the other, and forgets what was typed as a secret', async () => {
    await openPage()

    await fillIn(ENTRA)
    await submit('Save the directory')
    expect(bridge.flags).toMatchObject([{ title: 'Directory saved.' }])
    await fillIn(ORGANIZATION)
    await submit('Save the organization')

    expect(await readConnections(world.ports.secrets)).toMatchObject({
      directory: { kind: 'entra', values: { tenantId: 't', clientSecret: 'secret-1' } },
      organization: { orgId: 'o', apiKey: 'secret-2' },
    })
    expect(pageText()).toContain('Tenant id: t')
    expect(pageText()).toContain('Good until 2027-01-31')
    expect(JSON.stringify(findAll('Textfield'))).not.toContain('secret-')
  })

  it('takes Okta in place of Entra', async () => {
    await openPage()
    await act(labelled('People are in'), 'onChange', { label: '', value: 'okta-token' })

    await fillIn({ 'Okta address': 'company.okta.com', 'API token': 'secret-1' })
    await submit('Save the directory')
    await fillIn(ORGANIZATION)
    await submit('Save the organization')

    expect(await readConnections(world.ports.secrets)).toMatchObject({
      directory: { kind: 'okta', values: { orgUrl: 'https://company.okta.com' } },
    })
  })

  it.each([
    ['the tenant', 'the directory', 'Tenant id', 'Client id'],
    ['the organization', 'the organization', 'Organization id', 'Organization API key'],
    ['the SCIM directory', 'the SCIM directory', 'SCIM directory id', 'SCIM API key'],
  ])(
    'asks for the organization’s key for another one of %s, and not to renew its secret',
    async (_, the, id, other) => {
      world = createWorld()
      const scim = { directoryId: 'dir', apiKey: 'secret-3' }
      const organization = { orgId: 'o', directoryId: 'd', apiKey: 'secret-2', apiKeyExpires: '2027-01-31' }
      const directory = { kind: 'entra', values: { tenantId: 't', clientId: 'c', clientSecret: 'secret-1' } }
      await answerPage(world.ports, 'saveConnections', { directory, organization, scim })
      await openPage()
      await act(button(`Change ${the}`), 'onClick')
      const isAsked = (): boolean => /has to have (the|its) key|which accounts are written to/.test(pageText())

      await type(labelled(other), 'renewed')
      expect(isAsked()).toBe(false)
      await type(labelled(id), 'another')
      expect(isAsked()).toBe(true)
    },
  )

  it('asks for the organization’s key for a directory of another kind, and for the first SCIM directory', async () => {
    await openPage()
    await fillIn(ENTRA)
    await submit('Save the directory')
    await fillIn(ORGANIZATION)
    await submit('Save the organization')
    await act(button('Change the directory'), 'onClick')
    expect(pageText()).not.toContain('whoever exchanges it has to have the key')

    await act(labelled('People are in'), 'onChange', { label: '', value: 'okta-token' })
    await act(button('Connect the SCIM directory'), 'onClick')

    expect(pageText()).toContain('whoever exchanges it has to have the key')
    expect(pageText()).toContain('it decides which accounts are written to')
  })

  it('says what is wrong with a credential and what to click, before anything is saved', async () => {
    world.findings.directory = [{ kind: 'entra', what: 'sign-in', outcome: 'secret-is-its-id' }]
    await openPage()
    await fillIn(ENTRA)

    await act(button('Test the directory'), 'onClick')

    expect(pageText()).toContain('Signing in to Entra: that is the id of the secret, not its value')
    expect(pageText()).toContain('Certificates & secrets: copy the column Value, not Secret ID.')
    await expect(readConnections(world.ports.secrets)).rejects.toThrow('got none')
  })

  it.each([
    ['token-refused', 'Security › API › Tokens › Create token'],
    ['role-missing', 'give Read-only Administrator to the owner of the API token'],
    ['scope-missing', 'Okta API Scopes: press Grant at okta.users.read'],
    ['address-wrong', 'copy its address without "-admin"'],
  ] as const)('says what to click in Okta: %s', async (outcome, words) => {
    world.findings.directory = [{ kind: 'okta', what: 'people', outcome }]
    await openPage()
    await act(labelled('People are in'), 'onChange', { label: '', value: 'okta-token' })
    await fillIn({ 'Okta address': 'company.okta.com', 'API token': 'secret-1' })

    await act(button('Test the directory'), 'onClick')

    expect(pageText()).toContain(words)
  })

  it('refuses the address of the admin console before anything is tried', async () => {
    await openPage()
    await act(labelled('People are in'), 'onChange', { label: '', value: 'okta-token' })
    await fillIn({ 'Okta address': 'https://company-admin.okta.com', 'API token': 'secret-1' })

    await act(button('Test the directory'), 'onClick')

    expect(pageText()).toContain('such as https://company.okta.com, without "-admin"')
  })

  it('keeps what was typed of one connection while another one is saved', async () => {
    await openPage()
    await fillIn({ 'Organization id': 'o' })
    await fillIn(ENTRA)

    await submit('Save the directory')
    await fillIn({ 'Directory id': 'd', 'Organization API key': 'k', 'API key expires on': '2027-01-31' })
    await submit('Save the organization')

    expect((await readConnections(world.ports.secrets)).organization.orgId).toBe('o')
  })

  it('says of each check what was expected, what was found and what to do', async () => {
    await openPage()

    await act(button('Check now'), 'onClick')

    expect(pageText()).toContain(
      'Organization API key Accepted for this organization and directory, made without scopes Not entered Enter it under Organization above.',
    )
  })

  it('tests what is stored without a credential being typed again', async () => {
    await openPage()
    await fillIn(ENTRA)
    await submit('Save the directory')
    world.findings.directory = [{ kind: 'entra', what: 'users', outcome: 'permission-missing' }]

    await act(button('Test the stored credentials of the directory'), 'onClick')

    expect(pageText()).toContain('Reading people (User.Read.All): the permission is missing')
    expect(pageText()).toContain('Then press Grant admin consent.')
  })

  it('checks whether everything is ready, and notes who has looked at what no API tells', async () => {
    await openPage()

    await act(button('Check now'), 'onClick')
    expect(pageText()).toContain('to correct before the jobs can do their work')
    await act(button('I have checked the approved domains'), 'onClick')

    expect(bridge.flags.at(-1)).toMatchObject({ title: 'Noted, with your name and the time.' })
    expect(pageText()).not.toContain('I have checked the approved domains')
    expect(pageText()).toContain('Looked at Wed, 18 Mar 2026')
    expect(findAll('User').map(({ props }) => props?.['accountId'])).toContain('a-boss')

    await act(button('Take back: approved domains'), 'onClick')

    expect(bridge.flags.at(-1)).toMatchObject({ title: 'Taken back. It counts as not looked at.' })
    expect(button('I have checked the approved domains')).toBeDefined()
  })

  it('shows where the site starts', async () => {
    await openPage()

    await act(button('Look at this site'), 'onClick')

    expect(pageText()).toContain('Name of g-jira')
    expect(pageText()).toContain('Jira: 0 of 100 seats used.')
  })
})
