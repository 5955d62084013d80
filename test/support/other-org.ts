import { createTenant } from '../../sandbox/entra/create-tenant'
import type { Tenant } from '../../sandbox/entra/tenant'
import { oktaKind } from '../../sandbox/okta/okta-kind'
import { createOktaService } from '../../sandbox/okta/okta-service'
import { OTHER_HOST, createOktaOrg } from '../../sandbox/okta/org'
import { createRandom } from '../../sandbox/random'
import type { Scenario } from './scenario'

/** A second Okta org that answers, and what connects the app to it. */
export function addOtherOrg({ clock, host, answers }: Scenario): {
  readonly tenant: Tenant
  readonly connection: object
} {
  const random = createRandom('another org')
  const tenant = createTenant({ clock, random, kind: oktaKind(answers) })
  const org = createOktaOrg({ clock, tenant, random, host: OTHER_HOST })
  const service = createOktaService({ clock, org })
  host.addInterceptor((name, request) =>
    name === 'okta' && request.url.host === OTHER_HOST ? service.handle(request) : undefined,
  )
  return { tenant, connection: { kind: 'okta', values: { orgUrl: `https://${OTHER_HOST}`, apiToken: org.apiToken } } }
}
