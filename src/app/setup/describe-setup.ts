import { kindOf } from '../../core/roles'
import type { SaidRoles } from '../../core/roles'
import type { Ports } from '../../ports'
import { groupRoles, readGroupChecks } from '../state/group-facts'
import type { GroupRoles } from '../state/group-facts'
import { isComplete, readParts } from './parts'
import { readReport } from '../state/run-report'
import { readSetupRecord } from '../state/setup-record'
import type { ConnectionPart, PartRecord, SetupRecord } from '../state/setup-record'

/** One connection as it may be shown: ids and dates, never a secret. */
export interface ShownPart extends Partial<PartRecord> {
  readonly part: ConnectionPart
  /** Directory only. */
  readonly kind?: string
  /** By the name of the field. */
  readonly ids: Readonly<Record<string, string>>
  /** Organization only: what is fixed with the key. */
  readonly groupIds?: readonly string[]
  readonly maySuspend?: boolean
  readonly roles?: SaidRoles
}

/** A role that the app does not know, groups that give it, and how many people have it otherwise. */
export interface UnknownRole {
  readonly role: string
  /** The first few. */
  readonly groupIds: readonly string[]
  /** How many give it. */
  readonly groups: number
  /** Who have it themselves, as the last full run or sweep found them. */
  readonly people: number
}

/** What has been entered so far. */
export interface Setup {
  readonly parts: Readonly<Partial<Record<ConnectionPart, ShownPart>>>
  /** The jobs can run. */
  readonly isComplete: boolean
  readonly confirmations: SetupRecord['confirmations']
  /** As far as groups and accounts have been read; also those of which has been said what they mean. */
  readonly unknownRoles: readonly UnknownRole[]
}

/** So many are named for each role. */
const GROUPS_SHOWN = 5

/** Fields of the organization and the SCIM directory that may be shown; whatever else a connection has stays where it is. */
const SHOWN = ['orgId', 'directoryId', 'apiKeyExpires'] as const

export async function describeSetup(ports: Pick<Ports, 'secrets' | 'store' | 'directories'>): Promise<Setup> {
  const [parts, record, known] = await Promise.all([
    readParts(ports.secrets),
    readSetupRecord(ports.store),
    groupRoles.read(ports.store),
  ])
  const { directory, organization, scim } = parts
  const show = (part: ConnectionPart, shown: Omit<ShownPart, 'part'> | undefined): Setup['parts'] =>
    shown === undefined ? {} : { [part]: { part, ...shown, ...record.parts[part] } }
  return {
    parts: {
      ...show('directory', directory && ports.directories.show(directory)),
      ...show('organization', organization && { ids: pickIds(organization), ...extrasOf(organization) }),
      ...show('scim', scim && { ids: pickIds(scim) }),
    },
    isComplete: isComplete(parts),
    confirmations: record.confirmations,
    unknownRoles: await findUnknownRoles(ports, known, parts.organization?.groupIds ?? []),
  }
}

function pickIds(fields: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    SHOWN.flatMap((name) => (typeof fields[name] === 'string' ? [[name, String(fields[name])] as const] : [])),
  )
}

/** Of the groups that people are in, of those on the list, and of the people themselves. */
async function findUnknownRoles(
  { store }: Pick<Ports, 'store'>,
  known: GroupRoles,
  listed: readonly string[],
): Promise<readonly UnknownRole[]> {
  const checks = [...(await readGroupChecks(store, listed))].map(
    ([groupId, { group }]) => [groupId, group?.roles.flatMap(({ roles }) => roles) ?? []] as const,
  )
  const reports = await Promise.all([readReport(store, 'provision'), readReport(store, 'sweep')])
  const people = reports.map((report) => report?.unknownRoles ?? {})
  const found = new Map<string, Set<string>>(people.flatMap((one) => Object.keys(one)).map((role) => [role, new Set()]))
  for (const [groupId, roles] of [...Object.entries(known).map(([id, one]) => [id, one.roles] as const), ...checks])
    for (const role of roles)
      if (kindOf(role, {}) === 'unknown') found.set(role, (found.get(role) ?? new Set()).add(groupId))
  return [...found].map(([role, groupIds]) => ({
    role,
    groupIds: [...groupIds].slice(0, GROUPS_SHOWN),
    groups: groupIds.size,
    // The sweep looks at holders only.
    people: Math.max(...people.map((one) => one[role] ?? 0)),
  }))
}

function extrasOf({ groupIds, maySuspend, roles }: Readonly<Record<string, unknown>>): object {
  return {
    ...(Array.isArray(groupIds) ? { groupIds: groupIds as string[] } : {}),
    ...(typeof maySuspend === 'boolean' ? { maySuspend } : {}),
    ...(typeof roles === 'object' ? { roles: roles as SaidRoles } : {}),
  }
}
