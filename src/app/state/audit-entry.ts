import type { ErrorCode } from '../../core/errors'
import type { SettingChange } from '../../core/settings/compare-settings'
import type { AuditKind } from './audit-kinds'

/**
 * One line of the audit trail: who changed what. It is written before the change and completed after it, so a change
 * without its line cannot be; one whose function was killed stays 'begun'. Ids, states and what administrators typed into
 * the settings; never a secret, and never what was typed into anything else.
 */
export interface AuditEntry {
  readonly at: string
  /** Account id of the administrator. */
  readonly by: string
  readonly kind: AuditKind
  readonly outcome: 'begun' | 'done' | 'refused' | 'failed'
  /** Why it was refused: the code, since the message may repeat what was typed. */
  readonly because?: ErrorCode
  /** Ids and plain values: { job: 'sweep', armed: true }. */
  readonly about: Readonly<Record<string, string | number | boolean>>
  readonly settings?: readonly SettingChange[]
  /** More settings than are listed have changed: so many more. */
  readonly moreSettings?: number
}
