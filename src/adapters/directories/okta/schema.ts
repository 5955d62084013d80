import * as v from 'valibot'
import { typedPem, typedText } from '../../../core/typed'
import { fitsOneChoice } from '../directory-kind'
import { oktaForm } from './form'

/**
 * The app may talk to addresses directly below okta.com and to no others: that is what administrators consented to when
 * they installed it. The admin console has an address of its own, at which there is no API.
 */
const ORG_URL = /^https:\/\/(?!(?:www|login|[a-z0-9-]+-admin)\.okta\.com)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.okta\.com$/

/** As typed, made whole. */
const orgUrl = v.pipe(
  typedText('the address of the Okta org, such as https://company.okta.com'),
  v.transform(toOrgUrl),
  v.regex(
    ORG_URL,
    'Expected the address of the Okta org, such as https://company.okta.com, without "-admin" and with nothing after it.',
  ),
)

export const oktaSchema = v.pipe(
  v.strictObject({
    orgUrl,
    apiToken: v.optional(typedText('the API token of Okta')),
    /** Of a service app, which signs in with a key of its own. */
    clientId: v.optional(typedText('the client id of the service app')),
    keyId: v.optional(typedText('the key id (kid) of its public key')),
    privateKey: v.optional(typedPem('the private key of the service app')),
  }),
  v.check(
    (values) => fitsOneChoice(oktaForm, values),
    'Expected the API token of Okta, or a service app with its private key, and not both.',
  ),
)

export type OktaCredentials = v.InferOutput<typeof oktaSchema>

/** People copy it from the address bar, or type the host alone. */
function toOrgUrl(typed: string): string {
  const whole = typed.includes('://') ? typed : `https://${typed}`
  return whole.toLowerCase().replace(/\/$/, '')
}
