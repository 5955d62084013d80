import type { JournalBatch } from '../../core/journal'
import type { Ports } from '../../ports'
import { requestKey } from '../signals/ask'
import { regroupedKeys } from '../apply/decisions'
import { journalTtlSeconds } from '../state/journal'
import { keys } from '../state/keys'
import { forgetLinks, readPeopleOfAccounts } from '../state/link-store'
import { readSettings } from '../state/settings'
import { forgetTraces } from './forget-traces'
import { JOURNAL_DAY, readKept } from './read-kept'

/**
 * Erases what is kept about closed accounts: links, the record of access, requests, what was taken, their lines in the
 * journal and their ids in the audit trail. What else may name the account id (a stored plan, the review of the last sweep) goes with the next run.
 */
export async function forgetAccounts(ports: Ports, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return
  const { store, requests } = ports
  const settings = await readSettings(store)
  await forgetDecisions(ports, accountIds, journalTtlSeconds(settings))
  await forgetTraces(ports, accountIds, journalTtlSeconds(settings))
  await store.deleteMany(
    accountIds.flatMap((id) => [
      ...[keys.seat(id), keys.notice(id), keys.left(id), keys.onBehalf(id)],
      ...regroupedKeys(id),
    ]),
  )
  const asked = settings.products.flatMap(({ key }) => accountIds.map((id) => requestKey(key, id)))
  await requests.remove([...asked, ...asked.map((key) => `undo:${key}`)])
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
  // The lists of the days lie beside the batches, and lose the names of administrators with the other traces.
  for await (const [key, batch] of readKept<JournalBatch>(store, 'journal:', (one) => !JOURNAL_DAY.test(one))) {
    const entries = batch.entries.filter(({ accountId }) => !gone.has(accountId))
    if (batch.isDone && entries.length < batch.entries.length) await store.set(key, { ...batch, entries }, ttlSeconds)
  }
}
