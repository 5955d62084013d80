import * as v from 'valibot'
import { readPutOff } from '../grant/waiting-list'
import { listTroubles } from '../state/troubles'
import { ROWS_WITH_NAMES, exportSource, readNames, toPlace } from './export-source'

/** Of those who asked and wait for another reason than seats, so many are listed. */
const ASKERS_MAX = 5_000

/** People whose change failed, a line for each change; behind them whoever asked and waits for another reason than seats. */
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
    const later = await readPutOff(ports.requests, ASKERS_MAX)
    const place = Math.max(0, from - total)
    const askers = later.slice(place, place + ROWS_WITH_NAMES - troubles.length)
    const accountIds = troubles.flatMap(([, { action }]) => ('accountId' in action ? [action.accountId] : []))
    const nameOf = await readNames(ports, [...accountIds, ...askers.map(({ accountId }) => accountId)])
    const next = from + troubles.length + askers.length
    return {
      rows: [
        ...troubles.map(([, { action, because, since, tries, nextAt, isLeftAlone = false }]) => [
          ...('accountId' in action ? [action.accountId, ...nameOf(action.accountId)] : [null, null, null]),
          ...['objectId' in action ? action.objectId : null, action.type],
          ...['productKey' in action ? action.productKey : null, 'groupId' in action ? action.groupId : null],
          ...[because, since, tries, isLeftAlone ? null : nextAt, isLeftAlone],
        ]),
        ...askers.map(({ accountId, productKey, askedAt, refusal, tries = 0, nextAt = null }) => [
          ...[accountId, ...nameOf(accountId), null, 'ask', productKey, null],
          ...[refusal?.because ?? null, askedAt, tries, nextAt, false],
        ]),
      ],
      next: next < total + later.length ? String(next) : null,
    }
  },
})
