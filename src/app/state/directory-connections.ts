import * as v from 'valibot'

/** The connection to the directory, as it is typed in. Every message begins with what was expected and never tells what came. */
export const text = (name: string) =>
  v.pipe(v.string(`Expected ${name}.`), v.trim(), v.minLength(1, `Expected ${name}, got nothing.`), v.maxLength(2_000))

const pem = (name: string) =>
  v.pipe(
    v.string(`Expected ${name}.`),
    v.trim(),
    v.startsWith('-----BEGIN ', `Expected ${name} in PEM form.`),
    v.maxLength(20_000),
  )

export const entraSchema = v.pipe(
  v.strictObject({
    tenantId: text('the tenant id of Entra'),
    clientId: text('the client id of the app registration'),
    clientSecret: v.optional(text('the value of the client secret (not its id)')),
    certificate: v.optional(
      v.strictObject({ certificate: pem('the certificate'), privateKey: pem('the private key of the certificate') }),
    ),
  }),
  v.check(
    ({ clientSecret, certificate }) => (clientSecret === undefined) !== (certificate === undefined),
    'Expected the value of the client secret, or a certificate with its private key, and not both.',
  ),
)

/**
 * The app may talk to addresses directly below okta.com and to no others: that is what administrators consented to when
 * they installed it. The admin console has an address of its own, at which there is no API.
 */
const ORG_URL = /^https:\/\/(?!(?:www|login|[a-z0-9-]+-admin)\.okta\.com)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.okta\.com$/

/** As typed, made whole. */
export const oktaUrl = v.pipe(
  text('the address of the Okta org, such as https://company.okta.com'),
  v.transform(toOrgUrl),
  v.regex(
    ORG_URL,
    'Expected the address of the Okta org, such as https://company.okta.com, without "-admin" and with nothing after it.',
  ),
)

export const oktaSchema = v.pipe(
  v.strictObject({
    orgUrl: oktaUrl,
    apiToken: v.optional(text('the API token of Okta')),
    serviceApp: v.optional(
      v.strictObject({
        clientId: text('the client id of the service app'),
        keyId: text('the key id (kid) of its public key'),
        privateKey: pem('the private key of the service app'),
      }),
    ),
  }),
  v.check(
    ({ apiToken, serviceApp }) => (apiToken === undefined) !== (serviceApp === undefined),
    'Expected the API token of Okta, or a service app with its private key, and not both.',
  ),
)

/** People copy it from the address bar, or type the host alone. */
function toOrgUrl(typed: string): string {
  const whole = typed.includes('://') ? typed : `https://${typed}`
  return whole.toLowerCase().replace(/\/$/, '')
}
