import type { Settings } from '../../core/settings'
import type { PreviewedJob } from '../../core/settings/row'
import type { Store } from '../../ports'
import { defineRecords } from './record'

/** A run on settings that nobody has saved. It ends at the plan, and is forgotten after an hour. */
export interface Preview {
  readonly previewId: string
  /** Absent in one that was begun by an older version: a sweep. */
  readonly job?: PreviewedJob
  readonly at: string
  readonly status: 'running' | 'done' | 'refused' | 'failed'
  /** e.g. { holders: 15000, dormant: 3600, revoke: 3500 } */
  readonly counts: Readonly<Record<string, number>>
  readonly skips: Readonly<Record<string, number>>
  /** Seats that would be free, by product. */
  readonly seatsFreed: Readonly<Record<string, number>>
  /** A sweep with this plan would wait for an approval. */
  readonly isAboveLimit: boolean
  /** Which check refused it, or what failed. */
  readonly because: string | null
}

export interface StoredPreview extends Preview {
  readonly settings: Settings
}

/** So long a preview is kept. */
export const PREVIEW_SECONDS = 3_600

const previews = defineRecords<StoredPreview>((previewId) => previewId)

export function readStoredPreview(store: Store, previewId: string): Promise<StoredPreview | null> {
  return previews.read(store, previewId)
}

export async function savePreview(store: Store, preview: StoredPreview): Promise<void> {
  await previews.change(store, preview.previewId, () => preview, PREVIEW_SECONDS)
}
