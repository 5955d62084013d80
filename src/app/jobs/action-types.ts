import type { ActionTypes } from '../apply/action-type'
import { createAccount, updateAccount } from '../provision/apply-creates'
import { leave } from '../provision/apply-leavers'
import { changeMembership } from '../provision/apply-memberships'
import { restoreAccount } from '../provision/apply-restores'
import { notify } from '../sweep/apply-notices'
import { revoke } from '../sweep/apply-revocations'

/** Every type of action that a plan may hold: how the engine carries it out, and takes it back. */
export const ACTION_TYPES: ActionTypes = {
  create: createAccount,
  update: updateAccount,
  restore: restoreAccount,
  deactivate: leave,
  'leave-groups': leave,
  'join-group': changeMembership,
  'leave-group': changeMembership,
  revoke,
  notify,
}
