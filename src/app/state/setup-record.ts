import type { Store } from '../../ports'
import { defineRecord } from './record'

export const CONNECTION_PARTS = ['directory', 'organization', 'scim'] as const
export type ConnectionPart = (typeof CONNECTION_PARTS)[number]

/** What is known about credentials beside themselves. */
export interface PartRecord {
  readonly savedAt: string
  /** Account id; older records do not say. */
  readonly savedBy?: string
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

export const setupRecord = defineRecord<SetupRecord>('setup', { parts: {}, confirmations: {} })

export function readSetupRecord(store: Store): Promise<SetupRecord> {
  return setupRecord.read(store)
}

/** @param next as of a record: it may be asked more than once */
export async function changeSetupRecord(store: Store, next: (record: SetupRecord) => SetupRecord): Promise<void> {
  await setupRecord.change(store, next)
}
