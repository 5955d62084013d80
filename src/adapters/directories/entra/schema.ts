import * as v from 'valibot'
import { typedPem, typedText } from '../../../core/typed'
import { fitsOneChoice } from '../directory-kind'
import { entraForm } from './form'

export const entraSchema = v.pipe(
  v.strictObject({
    tenantId: typedText('the tenant id of Entra'),
    clientId: typedText('the client id of the app registration'),
    clientSecret: v.optional(typedText('the value of the client secret (not its id)')),
    /** Registered for the app, and its key. */
    certificate: v.optional(typedPem('the certificate')),
    privateKey: v.optional(typedPem('the private key of the certificate')),
  }),
  v.check(
    (values) => fitsOneChoice(entraForm, values),
    'Expected the value of the client secret, or a certificate with its private key, and not both.',
  ),
)

export type EntraCredentials = v.InferOutput<typeof entraSchema>
