import * as v from 'valibot'
import { AppError } from '../core/errors'
import type { SecretStore, Store } from '../ports'
import { CONNECTIONS_SECRET, SECRETS, keys } from './keys'

const text = (name: string) =>
  v.pipe(v.string(`Expected ${name}.`), v.trim(), v.minLength(1, `Expected ${name}, got nothing.`), v.maxLength(2_000))
const pem = (name: string) =>
  v.pipe(
    v.string(`Expected ${name}.`),
    v.trim(),
    v.startsWith('-----BEGIN ', `Expected ${name} in PEM form.`),
    v.maxLength(20_000),
  )
const date = v.pipe(v.string(), v.isoDate('Expected the expiry date of the key as YYYY-MM-DD: no API tells it.'))

const connectionsSchema = v.strictObject({
  entra: v.pipe(
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
  ),
  organization: v.strictObject({
    orgId: text('the organization id'),
    directoryId: text('the directory id'),
    apiKey: text('the organization API key'),
    apiKeyExpires: date,
  }),
  /** Left out where somebody else makes the accounts. */
  scim: v.optional(v.strictObject({ directoryId: text('the SCIM directory id'), apiKey: text('the SCIM API key') })),
})

/** Everything needed to talk to the remote services. Lives in Forge's secret store only. */
export type Connections = v.InferOutput<typeof connectionsSchema>

/** What may be shown: ids and dates, never a secret. */
export interface ConnectedInfo {
  readonly tenantId: string
  readonly clientId: string
  readonly orgId: string
  readonly directoryId: string
  /** null: somebody else makes the accounts. */
  readonly scimDirectoryId: string | null
  readonly apiKeyExpires: string
}

/** Secrets go in and never come out. @throws AppError `invalid-input`, naming the field but never its value */
export async function saveConnections(
  ports: { secrets: SecretStore; store: Store },
  input: unknown,
): Promise<ConnectedInfo> {
  const parsed = v.safeParse(connectionsSchema, input)
  if (!parsed.success) {
    const issue = parsed.issues[0]
    throw new AppError('invalid-input', `${v.getDotPath(issue) ?? 'connections'}: ${describe(issue)}`)
  }
  const { entra, organization, scim } = parsed.output
  const info: ConnectedInfo = {
    tenantId: entra.tenantId,
    clientId: entra.clientId,
    orgId: organization.orgId,
    directoryId: organization.directoryId,
    scimDirectoryId: scim?.directoryId ?? null,
    apiKeyExpires: organization.apiKeyExpires,
  }
  await ports.secrets.save(CONNECTIONS_SECRET, parsed.output)
  await ports.store.set(keys.connected, info)
  return info
}

/** Valibot's own messages quote what came, which may be a secret: only ours are passed on. */
function describe(issue: v.BaseIssue<unknown>): string {
  return issue.message.startsWith('Expected the') ? issue.message : `Expected ${issue.expected ?? 'another value'}.`
}

/** @throws AppError `not-connected` */
export async function readConnections(secrets: SecretStore): Promise<Connections> {
  const connections = await secrets.read<Connections>(CONNECTIONS_SECRET)
  if (connections === null) {
    throw new AppError(
      'not-connected',
      'Expected the connections to Entra, the organization and the SCIM directory, got none. Enter them on the Universal Access page.',
    )
  }
  return connections
}

/** Forgets every secret: credentials, what proves a signal, and the key of the digests. */
export async function forgetConnections(ports: { secrets: SecretStore; store: Store }): Promise<void> {
  for (const secret of SECRETS) await ports.secrets.forget(secret)
  await ports.store.delete(keys.connected)
}
