import type { SecretStore } from '../../ports'
import type { Connections } from '../state/connections'
import { BEGUN_SECRET, CONNECTIONS_SECRET } from '../state/secrets'

/** The connections as far as they have been entered. */
export type Parts = Partial<Connections>

export async function readParts(secrets: SecretStore): Promise<Parts> {
  return (await secrets.read<Connections>(CONNECTIONS_SECRET)) ?? (await secrets.read<Parts>(BEGUN_SECRET)) ?? {}
}

/** The directory and the organization are there: jobs can run. */
export function isComplete(parts: Parts): boolean {
  return parts.directory !== undefined && parts.organization !== undefined
}
