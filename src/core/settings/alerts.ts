import * as v from 'valibot'
import { issueKey } from './notices'
import { ids } from './parts'

/** Administrators are told of what needs their attention. */
export interface AlertSettings {
  readonly alerts: {
    /** The issue whose notification it is; null = only the page shows it. */
    readonly issueKey: string | null
    /** Who is told; where nobody is named, the administrator who named the issue. */
    readonly accountIds: readonly string[]
    readonly groupIds: readonly string[]
  }
}

export const ALERT_DEFAULTS: AlertSettings = { alerts: { issueKey: null, accountIds: [], groupIds: [] } }

export const alertEntries = {
  alerts: v.optional(
    v.strictObject({
      issueKey: v.optional(v.nullable(issueKey)),
      accountIds: v.optional(ids(50)),
      groupIds: v.optional(ids(10)),
    }),
  ),
}

export const ALERT_LABELS = {
  'alerts.issueKey': 'Alert issue',
  'alerts.accountIds': 'People who are told',
  'alerts.groupIds': 'Groups that are told',
}
