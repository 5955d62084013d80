import * as v from 'valibot'
import { listTroubles } from '../state/troubles'
import { ROWS_WITH_NAMES, exportSource, readNames, toPlace } from './export-source'

/** People whose change failed, a line for each change. */
export const troublesExport = exportSource({
  question: v.strictObject({}),
  columns: [
    ...['accountId', 'name', 'email', 'objectId', 'change', 'product', 'groupId', 'reason', 'since', 'tries'],
    ...['nextTry', 'isLeftAlone'],
  ],
  fileName: () => 'failed-changes',
  read: async (ports, _, cursor) => {
    const from = toPlace(cursor)
    const { total, troubles } = await listTroubles(ports.store, from, ROWS_WITH_NAMES)
    const accountIds = troubles.flatMap(([, { action }]) => ('accountId' in action ? [action.accountId] : []))
    const nameOf = await readNames(ports, accountIds)
    const next = from + troubles.length
    return {
      rows: troubles.map(([, { action, because, since, tries, nextAt, isLeftAlone = false }]) => [
        ...('accountId' in action ? [action.accountId, ...nameOf(action.accountId)] : [null, null, null]),
        ...['objectId' in action ? action.objectId : null, action.type],
        ...['productKey' in action ? action.productKey : null, 'groupId' in action ? action.groupId : null],
        ...[because, since, tries, isLeftAlone ? null : nextAt, isLeftAlone],
      ]),
      next: next < total ? String(next) : null,
    }
  },
})
