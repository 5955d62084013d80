import { DIRECTORY_CHOICES, toDirectory } from '../../../static/admin/setup/directory-choice'

/** Every field of every directory filled in with its own name. */
const filled = Object.fromEntries(DIRECTORY_CHOICES.flatMap(({ fields }) => fields.map(({ name }) => [name, name])))

describe('what is sent of the directory', () => {
  it('is what was chosen and nothing of the other choices', () => {
    const sent = DIRECTORY_CHOICES.map((choice) => {
      const { kind, values } = toDirectory(choice, filled)
      return [choice.value, kind, Object.keys(values)]
    })

    expect(sent).toEqual(
      expect.arrayContaining([
        ['entra-secret', 'entra', ['tenantId', 'clientId', 'clientSecret']],
        ['entra-certificate', 'entra', ['tenantId', 'clientId', 'certificate', 'privateKey']],
        ['okta-token', 'okta', ['orgUrl', 'apiToken']],
        ['okta-app', 'okta', ['orgUrl', 'clientId', 'keyId', 'privateKey']],
      ]),
    )
  })
})
