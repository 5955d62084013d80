import { listJournal, readJournal, undoPerson, undoRun } from '../journal'
import { changes, reads } from '../method'
import { readPlanPart } from '../plan-part'
import { listReview, readReviewPart } from '../reviews'

export const journalMethods = {
  listJournal: reads<{ before?: string | null }>()(listJournal),
  readJournal: reads<{ planId: string; from?: number; batches?: number }>()(readJournal),
  undoRun: changes<{ planId: string; accountIds?: readonly string[] }>('undone')(undoRun),
  undoPerson: changes<{ accountId: string }>('undone')(undoPerson),
  listReview: reads<{ reviewId?: string; page?: number }>()(listReview),
  readReviewPart: reads<{ reviewId?: string; from?: number }>()(readReviewPart),
  readPlanPart: reads<{ planId: string; from?: number }>()(readPlanPart),
}
