import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { Action } from '../../core/plan'
import type { JournalEntry } from '../../core/journal'
import type { Ports } from '../../ports'
import { readNewAddresses } from '../read/new-addresses'
import { readJournalBatches } from '../state/journal'
import { readActions, readPlanHeader } from '../state/plan-store'
import type { PlanHeader } from '../state/plan-store'
import { ROWS_WITH_NAMES, id, readNames, toPlace, exportSource } from './export-source'

const question = v.strictObject({ planId: id })

/** A stored plan, for instance one that waits for approval. Once it was applied, the journal tells of it. */
export const planExport = exportSource({
  question,
  columns: ['accountId', 'name', 'email', 'objectId', 'action', 'reason', 'product', 'groupIds', 'newEmail'],
  fileName: ({ planId }) => `plan-${toFileName(planId)}`,
  read: async (ports, { planId }, cursor) => {
    const header = await expectPlan(ports, planId)
    const from = toPlace(cursor)
    const actions = (await readActions(ports.store, header, from)).slice(0, ROWS_WITH_NAMES)
    const nameOf = await readNames(
      ports,
      actions.flatMap((action) => accountOf(action) ?? []),
    )
    const addressOf = await readNewAddresses(ports, actions)
    const end = from + actions.length
    return {
      rows: actions.map((action) => {
        const accountId = accountOf(action)
        return [
          ...[accountId, ...(accountId === null ? [null, null] : nameOf(accountId))],
          'objectId' in action ? action.objectId : null,
          action.type,
          'because' in action ? action.because : null,
          ...(action.type === 'revoke' ? [action.productKey, action.groupIds.join(' ')] : [null, null]),
          addressOf(action).address?.to ?? null,
        ]
      }),
      next: actions.length === 0 || end >= header.total ? null : String(end),
    }
  },
})

/** What one run, or undo of it, did to whom: the journal. */
export const journalExport = exportSource({
  question,
  columns: [
    ...['accountId', 'name', 'email', 'objectId', 'at', 'action', 'outcome', 'reason', 'product', 'groupIds'],
    ...['stillHeldBy', 'undoneAt'],
  ],
  fileName: ({ planId }) => `run-${toFileName(planId)}`,
  read: async (ports, { planId }, cursor) => {
    const header = await expectPlan(ports, planId)
    const entries: (JournalEntry & { at: string })[] = []
    let next: string | null = null
    for await (const { index, batch } of readJournalBatches(ports.store, header, toPlace(cursor))) {
      // A batch is 20 people; one is always taken, or the reading would never end.
      if (entries.length > 0 && entries.length + batch.entries.length > ROWS_WITH_NAMES) {
        next = String(index)
        break
      }
      entries.push(...batch.entries.map((entry) => ({ ...entry, at: batch.at })))
    }
    const nameOf = await readNames(
      ports,
      entries.map(({ accountId }) => accountId),
    )
    return {
      rows: entries.map((entry) => [
        ...[entry.accountId, ...nameOf(entry.accountId), entry.objectId ?? null],
        ...[entry.at, entry.type, entry.outcome ?? null, entry.because ?? null, entry.productKey ?? null],
        ...[entry.groupIds.join(' '), entry.stillHeldBy?.join(' ') ?? null, entry.undoneAt ?? null],
      ]),
      next,
    }
  },
})

function accountOf(action: Action): string | null {
  return 'accountId' in action ? action.accountId : null
}

async function expectPlan({ store }: Pick<Ports, 'store'>, planId: string): Promise<PlanHeader> {
  const header = await readPlanHeader(store, planId)
  if (header !== null) return header
  throw new AppError(
    'invalid-input',
    `Expected a plan that the journal knows, got "${planId}". It may have been forgotten.`,
  )
}

/** Ids hold colons, which not every file system takes. */
function toFileName(planId: string): string {
  return planId.replaceAll(/[^\w-]+/g, '-')
}
