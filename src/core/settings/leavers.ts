import * as v from 'valibot'
import { LEAVER_REASONS } from '../plan'
import type { LeaverReason } from '../plan'

/** What becomes of the account of somebody who left for one cause. */
export interface LeaverBehaviour {
  /** keep: no change; disable: the access groups go first, then the account cannot be used any more. */
  readonly account: 'keep' | 'disable'
  /** Also leave every other group; they come back when the person does. */
  readonly removeGroups: boolean
}

export interface LeaverSettings {
  readonly leavers: Readonly<Record<LeaverReason, LeaverBehaviour>>
}

export const LEAVER_DEFAULTS: LeaverSettings = {
  leavers: {
    deleted: { account: 'disable', removeGroups: false },
    disabled: { account: 'disable', removeGroups: false },
    'out-of-scope': { account: 'keep', removeGroups: false },
  },
}

const behaviour = v.strictObject({
  account: v.picklist(['keep', 'disable'], 'expected keep or disable'),
  removeGroups: v.boolean('expected true or false'),
})

export const leaverEntries = {
  leavers: v.optional(
    v.strictObject({
      deleted: v.optional(behaviour),
      disabled: v.optional(behaviour),
      'out-of-scope': v.optional(behaviour),
    }),
  ),
}

export const LEAVER_LABELS = Object.fromEntries(
  LEAVER_REASONS.flatMap((reason) => [
    [`leavers.${reason}.account`, `Leavers (${reason}), account`],
    [`leavers.${reason}.removeGroups`, `Leavers (${reason}), remove groups`],
  ]),
)
