import type { Store } from '../../ports'
import { keys } from './keys'

export const CONNECTION_PARTS = ['directory', 'organization', 'scim'] as const
export type ConnectionPart = (typeof CONNECTION_PARTS)[number]

/** What is known about credentials beside themselves. */
export interface PartRecord {
  readonly savedAt: string
  /** Last day, YYYY-MM-DD, as typed or as the certificate tells; null = not known. */
  readonly expires: string | null
}

export const CONFIRMATIONS = ['domains', 'mail'] as const
export type Confirmation = (typeof CONFIRMATIONS)[number]

/** What the set-up remembers in the open: dates, and who confirmed what no API tells. */
export interface SetupRecord {
  readonly parts: Readonly<Partial<Record<ConnectionPart, PartRecord>>>
  readonly confirmations: Readonly<Partial<Record<Confirmation, { readonly by: string; readonly at: string }>>>
}

export async function readSetupRecord(store: Store): Promise<SetupRecord> {
  return (await store.get<SetupRecord>(keys.setup)) ?? { parts: {}, confirmations: {} }
}

export async function saveSetupRecord(store: Store, record: SetupRecord): Promise<void> {
  await store.set(keys.setup, record)
}
