import * as v from 'valibot'
import { AppError } from '../../core/errors'
import { ROLE_ID, ROLE_MEANINGS, soundsLikeAdministration } from '../../core/roles'
import type { SaidRoles } from '../../core/roles'
import { describeTyped, typedText } from '../../core/typed'
import type { DirectoryConnection, Ports, SecretStore, ShownDirectory, Store } from '../../ports'
import { CONNECTIONS_SECRET, SECRETS } from './secrets'
import { defineRecord } from './record'

const date = v.pipe(v.string(), v.isoDate('Expected the expiry date of the key as YYYY-MM-DD: no API tells it.'))

/** So many groups can be read while the page waits for the answer. */
export const LIST_MAX = 80
const list = v.pipe(
  v.array(typedText('the id of each group that the app may write to')),
  v.maxLength(LIST_MAX, `Expected the list of groups that the app may write to, with at most ${LIST_MAX} of them.`),
  v.transform((ids): readonly string[] => [...new Set(ids)]),
)

/** More roles than Atlassian has. */
const ROLES_MAX = 50
const saidRoles = v.pipe(
  v.record(
    v.pipe(v.string(), v.regex(ROLE_ID, 'Expected the id of each role, e.g. atlassian/viewer.')),
    v.picklist(ROLE_MEANINGS, `Expected the meaning of each role to be one of ${ROLE_MEANINGS.join(', ')}.`),
  ),
  v.check((roles) => Object.keys(roles).length <= ROLES_MAX, `Expected the meaning of at most ${ROLES_MAX} roles.`),
  v.check(
    (roles) =>
      Object.entries(roles).every(([role, means]) => means === 'administration' || !soundsLikeAdministration(role)),
    'Expected the roles whose names end in “admin” to mean administration, or to be left out: the app takes them so by itself.',
  ),
)

/** What is in the values, the kind of directory judges. */
export const directorySchema = v.strictObject({
  kind: typedText('the kind of directory'),
  values: v.record(v.string(), v.unknown()),
})

const connectionsSchema = v.strictObject(
  {
    /** People live in one directory. */
    directory: directorySchema,
    organization: v.strictObject({
      orgId: typedText('the organization id'),
      directoryId: typedText('the directory id'),
      apiKey: typedText('the organization API key'),
      apiKeyExpires: date,
      /** The only groups that the app ever writes to (design rule 13). Part of the credential: changed only with it. */
      groupIds: v.optional(list, []),
      /** Accounts that no SCIM directory knows may be suspended. A permission of its own, given at the same moment. */
      maySuspend: v.optional(v.boolean('Expected the permission to suspend accounts to be given or not.'), false),
      /** What roles mean that the app does not know. Said at the same moment, since it opens groups. */
      roles: v.optional(saidRoles, {}),
    }),
    /** Left out where somebody else makes the accounts. */
    scim: v.optional(
      v.strictObject({ directoryId: typedText('the SCIM directory id'), apiKey: typedText('the SCIM API key') }),
    ),
  },
  'Expected the connections to one directory and to the organization, and nothing else but one to a SCIM directory.',
)

/** Everything needed to talk to the remote services. Lives in Forge's secret store only. */
export type Connections = v.InferOutput<typeof connectionsSchema> & { readonly directory: DirectoryConnection }

/** What the page sends. */
export type ConnectionsInput = v.InferInput<typeof connectionsSchema>

/** What may be shown: ids and dates, never a secret. */
export interface ConnectedInfo extends ShownDirectory {
  readonly orgId: string
  readonly directoryId: string
  /** null: somebody else makes the accounts. */
  readonly scimDirectoryId: string | null
  readonly apiKeyExpires: string
  readonly groupIds: readonly string[]
  readonly maySuspend: boolean
  readonly roles: SaidRoles
}

/** @throws AppError `invalid-input`, naming the field but never its value */
export function parseConnections({ directories }: Pick<Ports, 'directories'>, input: unknown): Connections {
  const parsed = v.safeParse(connectionsSchema, input)
  if (!parsed.success) throw new AppError('invalid-input', describeTyped(parsed.issues[0], ''))
  return { ...parsed.output, directory: directories.parse(parsed.output.directory) }
}

/** @returns what is wrong with this part of the connections, or null; the others may be missing */
export function findConnectionsProblem(input: unknown, part: 'organization' | 'scim'): string | null {
  const parsed = v.safeParse(connectionsSchema, input)
  const issue = parsed.issues?.find((one) => one.path?.[0]?.key === part)
  return issue === undefined ? null : describeTyped(issue, '')
}

export const connectedRecord = defineRecord<ConnectedInfo | null>('connected', null)

/** @returns null while nothing is connected */
export function readConnected(store: Store): Promise<ConnectedInfo | null> {
  return connectedRecord.read(store)
}

/** Keeps the credentials, and what may be shown of them. */
export async function keepConnections(
  { secrets, store }: { secrets: SecretStore; store: Store },
  connections: Connections,
  info: ConnectedInfo,
): Promise<void> {
  await secrets.save(CONNECTIONS_SECRET, connections)
  await connectedRecord.change(store, () => info)
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
  await connectedRecord.change(ports.store, () => null)
}
