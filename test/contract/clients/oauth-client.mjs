// oauth4webapi, a certified OAuth client, against the sandbox's token endpoint. JSON in, JSON out.
import * as oauth from 'oauth4webapi'

const { entra, tenantId, clientId, clientSecret } = JSON.parse(process.argv[2])
const server = { issuer: `${entra}/${tenantId}/v2.0`, token_endpoint: `${entra}/${tenantId}/oauth2/v2.0/token` }
const client = { client_id: clientId }

async function signIn(secret, scope = 'https://graph.microsoft.com/.default') {
  const parameters = new URLSearchParams({ scope })
  const options = { [oauth.allowInsecureRequests]: true }
  const authentication = oauth.ClientSecretPost(secret)
  const response = await oauth.clientCredentialsGrantRequest(server, client, authentication, parameters, options)
  try {
    return await oauth.processClientCredentialsResponse(server, client, response)
  } catch (error) {
    if (!(error instanceof oauth.ResponseBodyError)) throw error
    return { status: error.status, error: error.error, description: error.error_description }
  }
}

console.log(
  JSON.stringify({
    granted: await signIn(clientSecret),
    wrongSecret: await signIn('wrong'),
    wrongScope: await signIn(clientSecret, 'openid'),
  }),
)
