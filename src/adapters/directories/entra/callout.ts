import * as v from 'valibot'
import type { ProviderHook } from '../directory-kind'

const schema = v.object({ type: v.literal('microsoft.graph.authenticationEvent.tokenIssuanceStart') })

/**
 * What Entra needs of a custom claims provider: anything else, and no answer either, ends the sign-in with an error
 * (learn.microsoft.com, Troubleshoot a custom claims provider).
 */
const GO_ON = JSON.stringify({
  data: {
    '@odata.type': 'microsoft.graph.onTokenIssuanceStartResponseData',
    actions: [{ '@odata.type': 'microsoft.graph.tokenIssuanceStart.provideClaimsForToken', claims: { seat: 'asked' } }],
  },
})

export const entraHook: ProviderHook = {
  answerCallout: (json) => (v.is(schema, json) ? GO_ON : null),
}
