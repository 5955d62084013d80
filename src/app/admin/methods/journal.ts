import { listJournal, readJournal, undoPerson, undoRun } from '../journal'
import { method } from '../method'
import { listReview } from '../reviews'

export const journalMethods = {
  listJournal: method<{ before?: string | null }>()(listJournal),
  readJournal: method<{ planId: string; from?: number }>()(readJournal),
  undoRun: method<{ planId: string; accountIds?: readonly string[] }>()(undoRun),
  undoPerson: method<{ accountId: string }>()(undoPerson),
  listReview: method<{ reviewId?: string; page?: number }>()(listReview),
}
