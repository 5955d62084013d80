import * as v from 'valibot'
import { listIdentities } from '../state/identity-doubts'
import { exportSource, toPlace } from './export-source'

/** At some 200 bytes each: a megabyte. */
const ROWS = 5_000

/** People of whom it is not certain whose account is theirs, and what administrators have said. Ids only: nothing is looked up. */
export const doubtsExport = exportSource({
  question: v.strictObject({}),
  columns: ['objectId', 'accountId', 'otherId', 'reason', 'since', 'decision', 'decidedAt'],
  fileName: () => 'identities',
  read: async ({ store }, _, cursor) => {
    const all = await listIdentities(store)
    const end = toPlace(cursor) + ROWS
    return {
      rows: all
        .slice(toPlace(cursor), end)
        .map(({ objectId, accountId, otherId, because, since, decision }) => [
          ...[objectId, accountId, otherId, because, since, decision?.verdict ?? null, decision?.at ?? null],
        ]),
      next: end < all.length ? String(end) : null,
    }
  },
})
