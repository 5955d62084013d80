import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { SecretStore, Store } from '../../ports'
import { entraSchema, oktaSchema, text } from './directory-connections'
import { CONNECTIONS_SECRET, SECRETS, keys } from './keys'

const date = v.pipe(v.string(), v.isoDate('Expected the expiry date of the key as YYYY-MM-DD: no API tells it.'))

/** So many groups can be read while the page waits for the answer. */
export const LIST_MAX = 80
const list = v.pipe(
  v.array(text('the id of each group that the app may write to')),
  v.maxLength(LIST_MAX, `Expected the list of groups that the app may write to, with at most ${LIST_MAX} of them.`),
  v.transform((ids): readonly string[] => [...new Set(ids)]),
)

export const connectionsSchema = v.pipe(
  v.strictObject({
    /** People live in one directory: Entra or Okta. */
    entra: v.optional(entraSchema),
    okta: v.optional(oktaSchema),
    organization: v.strictObject({
      orgId: text('the organization id'),
      directoryId: text('the directory id'),
      apiKey: text('the organization API key'),
      apiKeyExpires: date,
      /** The only groups that the app ever writes to (design rule 13). Part of the credential: changed only with it. */
      groupIds: v.optional(list, []),
      /** Accounts that no SCIM directory knows may be suspended. A permission of its own, given at the same moment. */
      maySuspend: v.optional(v.boolean('Expected the permission to suspend accounts to be given or not.'), false),
    }),
    /** Left out where somebody else makes the accounts. */
    scim: v.optional(v.strictObject({ directoryId: text('the SCIM directory id'), apiKey: text('the SCIM API key') })),
  }),
  v.check(
    ({ entra, okta }) => (entra === undefined) !== (okta === undefined),
    'Expected the connection to Entra, or to Okta, and not both.',
  ),
)

/** Everything needed to talk to the remote services. Lives in Forge's secret store only. */
export type Connections = v.InferOutput<typeof connectionsSchema>

/** What the page sends. */
export type ConnectionsInput = v.InferInput<typeof connectionsSchema>

/** What may be shown: ids and dates, never a secret. */
export interface ConnectedInfo {
  /** Absent in what was saved before there was a choice: that is Entra. */
  readonly directory?: 'entra' | 'okta'
  /** Of Entra only. */
  readonly tenantId?: string
  /** Of Okta only. */
  readonly oktaUrl?: string
  /** Absent where Okta is read with an API token. */
  readonly clientId?: string
  readonly orgId: string
  readonly directoryId: string
  /** null: somebody else makes the accounts. */
  readonly scimDirectoryId: string | null
  readonly apiKeyExpires: string
  readonly groupIds: readonly string[]
  readonly maySuspend: boolean
}

/** @returns what is wrong with these parts of the connections, or null; the others may be missing */
export function findConnectionsProblem(input: unknown, parts: readonly string[]): string | null {
  const parsed = v.safeParse(connectionsSchema, input)
  const issue = parsed.issues?.find((one) => parts.includes(String(one.path?.[0]?.key)))
  return issue === undefined ? null : `${v.getDotPath(issue)}: ${describeConnectionIssue(issue)}`
}

/** Valibot's own messages quote what came, which may be a secret: only ours are passed on. */
export function describeConnectionIssue(issue: v.BaseIssue<unknown>): string {
  return issue.message.startsWith('Expected the') ? issue.message : `Expected ${issue.expected ?? 'another value'}.`
}

/** @throws AppError `not-connected` */
export async function readConnections(secrets: SecretStore): Promise<Connections> {
  const connections = await secrets.read<Connections>(CONNECTIONS_SECRET)
  if (connections === null) {
    throw new AppError(
      'not-connected',
      'Expected the connections to the directory, the organization and the SCIM directory, got none. Enter them on the Universal Access page.',
    )
  }
  return connections
}

/** Forgets every secret: credentials, what proves a signal, and the key of the digests. */
export async function forgetConnections(ports: { secrets: SecretStore; store: Store }): Promise<void> {
  for (const secret of SECRETS) await ports.secrets.forget(secret)
  await ports.store.delete(keys.connected)
}
