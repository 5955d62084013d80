import * as v from 'valibot'
import { readIndexPart } from '../state/people-index'
import { ROWS_WITH_NAMES, exportSource, readNames, toPlace } from './export-source'

/** People who came and got neither a seat nor an answer, as the last full run found them: on which day, and what told of it. */
export const missedExport = exportSource({
  question: v.strictObject({}),
  columns: ['accountId', 'name', 'email', 'day', 'shownBy'],
  fileName: () => 'missed',
  read: async (ports, _, cursor) => {
    const from = toPlace(cursor)
    const { total, entries } = (await readIndexPart(ports.store, 'missed', from, ROWS_WITH_NAMES)) ?? NONE
    const accountIds = entries.flatMap(({ accountId }) => accountId ?? [])
    const nameOf = await readNames(ports, accountIds)
    const end = from + entries.length
    return {
      rows: entries.map(({ accountId = '', day = null, because = null }) => [
        ...[accountId, ...nameOf(accountId), day, because],
      ]),
      next: end < total ? String(end) : null,
    }
  },
})

const NONE = { total: 0, entries: [] }
