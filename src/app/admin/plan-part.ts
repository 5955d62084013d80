import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { Signal } from '../../core/activity'
import type { Action } from '../../core/plan'
import type { Ports } from '../../ports'
import { readNewAddresses } from '../read/new-addresses'
import { readActions, readPlanHeader } from '../state/plan-store'
import { parseInput } from '../../core/input'

/** One action of a stored plan as the page shows it. */
export interface PlanRow {
  readonly type: Action['type']
  /** null: an account that is still to be made. */
  readonly accountId: string | null
  readonly objectId: string | null
  readonly because: string | null
  readonly productKey: string | null
  readonly newest: Signal | null
  /** Of a new address: what the account has and what the directory says, as read just now; null where there is none. */
  readonly address?: { readonly from: string | null; readonly to: string | null }
}

export interface PlanPart {
  readonly plannedAt: string
  readonly total: number
  /** At most 50 rows. */
  readonly rows: readonly PlanRow[]
  /** To go on with, null on the last part. */
  readonly next: number | null
}

const ROWS_PER_PART = 50
const question = v.strictObject({
  planId: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  from: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))),
})

/**
 * Part of a stored plan, which is what an approval approves.
 * @throws AppError `invalid-input` for a plan that is not stored, or is over: then the journal tells what became of it
 */
export async function readPlanPart(
  ports: Pick<Ports, 'store' | 'accounts' | 'directory'>,
  input: unknown,
): Promise<PlanPart> {
  const { store } = ports
  const { planId, from = 0 } = parseInput(question, input)
  const header = await readPlanHeader(store, planId)
  if (header === null || header.status === 'done' || header.status === 'stopped') {
    throw new AppError(
      'invalid-input',
      `Expected a plan that waits or is being applied, got "${planId}". Load the page again; what was done is in the journal.`,
    )
  }
  const actions = (await readActions(store, header, from)).slice(0, ROWS_PER_PART)
  const addressOf = await readNewAddresses(ports, actions)
  const rows = actions.map((action) => ({ ...toRow(action), ...addressOf(action) }))
  const next = from + rows.length
  return {
    plannedAt: header.plannedAt,
    total: header.total,
    rows,
    next: rows.length > 0 && next < header.total ? next : null,
  }
}

function toRow(action: Action): PlanRow {
  return {
    type: action.type,
    accountId: 'accountId' in action ? action.accountId : null,
    objectId: 'objectId' in action ? action.objectId : null,
    because: 'because' in action ? action.because : null,
    productKey: 'productKey' in action ? action.productKey : null,
    newest: action.type === 'revoke' ? (action.newest ?? null) : null,
  }
}
