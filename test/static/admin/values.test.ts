import { applySettingsPatch, DEFAULT_SETTINGS } from '../../../src/core/settings'
import { toConnections, toConnectionsValues } from '../../../static/admin/connections/values'
import { isWholeNumber, toPatch, toValues } from '../../../static/admin/settings/values'

describe('the settings form', () => {
  it('sends back what it was given when nothing was typed', () => {
    const settings = {
      ...DEFAULT_SETTINGS,
      requiredGroupIds: ['g-1', 'g-2'],
      signals: { ...DEFAULT_SETTINGS.signals, productEvents: false, signIn: true, signInAppIds: ['app-1', 'app-2'] },
    }

    expect(applySettingsPatch(settings, toPatch(toValues(settings)))).toEqual(settings)
  })

  it('takes application ids one per line, and blank lines for nothing', () => {
    const values = { ...toValues(DEFAULT_SETTINGS), signInAppIds: ' app-1\n\napp-2 \n' }

    expect(toPatch(values).signals?.signInAppIds).toEqual(['app-1', 'app-2'])
  })

  it.each([
    ['180', true],
    [' 5 ', true],
    ['', false],
    ['1.5', false],
    ['-1', false],
    ['many', false],
  ])('"%s" is a whole number: %s', (text, expected) => {
    expect(isWholeNumber(text)).toBe(expected)
  })
})

describe('the connections form', () => {
  it('fills in the ids that are known and leaves every secret empty', () => {
    const values = toConnectionsValues({
      tenantId: 'tenant',
      clientId: 'client',
      orgId: 'org',
      directoryId: 'directory',
      scimDirectoryId: 'scim',
      apiKeyExpires: '2027-01-31',
      groupIds: ['g-jira'],
      maySuspend: true,
    })

    expect(toConnections(values)).toEqual({
      entra: { tenantId: 'tenant', clientId: 'client', clientSecret: '' },
      organization: {
        ...{ orgId: 'org', directoryId: 'directory', apiKey: '', apiKeyExpires: '2027-01-31' },
        ...{ groupIds: ['g-jira'], maySuspend: true },
      },
      scim: { directoryId: 'scim', apiKey: '' },
    })
  })
})
