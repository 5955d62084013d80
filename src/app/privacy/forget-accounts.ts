import type { JournalBatch } from '../../core/journal'
import type { Ports } from '../../ports'
import { requestKey, undoKey } from '../signals/ask'
import { journalTtlSeconds } from '../state/journal'
import { JOURNAL_DAY, changeKept } from '../state/kept'
import { forgetDecisionsOf } from '../state/identity-doubts'
import { forgetMembers } from '../state/known-groups'
import { forgetLeft } from '../state/left-behind'
import { forgetAllowances } from '../state/allowances'
import { forgetNotices } from '../state/notice-store'
import { forgetRegrouped } from '../state/regrouped'
import { forgetSeatRecords } from '../state/seat-records'
import { forgetUnheardActs } from '../state/unheard-acts'
import { forgetLinks, readPeopleOfAccounts } from '../state/link-store'
import { readSettings } from '../state/settings'
import { forgetTroubles } from '../state/troubles'
import { forgetAdministrators } from './administrators'
import { forgetTraces } from './forget-traces'

/**
 * Erases what is kept about closed accounts: links, the record of access, requests, what was taken, changes that failed, their lines in the
 * journal, and their ids in the audit trail and beside what they have entered as administrators. What else may name the account id (a stored plan, the review of the last sweep) goes with the next run.
 */
export async function forgetAccounts(ports: Ports, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return
  const { store, requests } = ports
  const settings = await readSettings(store)
  await forgetDecisions(ports, accountIds, journalTtlSeconds(settings))
  await forgetTraces(ports, accountIds, journalTtlSeconds(settings))
  await forgetSeatRecords(store, accountIds)
  await forgetNotices(store, accountIds)
  await forgetLeft(store, accountIds)
  await forgetAllowances(store, accountIds)
  await forgetRegrouped(store, accountIds)
  await forgetUnheardActs(store, accountIds)
  await forgetAdministrators(store, accountIds)
  await forgetTroubles(store, accountIds)
  await forgetMembers(store, accountIds)
  await forgetDecisionsOf(store, accountIds)
  const asked = settings.products.flatMap(({ key }) =>
    accountIds.flatMap((id) => [requestKey(key, id), undoKey(key, id)]),
  )
  await requests.remove(asked)
  // Last: as long as a link is there, the next report finds the account again.
  const people = await readPeopleOfAccounts(store, accountIds)
  await forgetLinks(store, people)
  ports.log.info('closed accounts forgotten', { accounts: accountIds.length })
}

/**
 * Looks through the whole journal: not every line has a record of access that points to it. A batch that is under way is
 * left alone: its lines are needed until it is done, and go with the journal's age.
 */
async function forgetDecisions({ store }: Ports, accountIds: readonly string[], ttlSeconds: number): Promise<void> {
  const gone = new Set(accountIds)
  const withoutGone = (batch: JournalBatch): JournalBatch => {
    const entries = batch.entries.filter(({ accountId }) => !gone.has(accountId))
    return batch.isDone && entries.length < batch.entries.length ? { ...batch, entries } : batch
  }
  // The lists of the days lie beside the batches, and lose the names of administrators with the other traces.
  await changeKept<JournalBatch>(
    store,
    'journal:',
    (key) => !JOURNAL_DAY.test(key),
    withoutGone,
    () => ttlSeconds,
  )
}
