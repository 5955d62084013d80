/** The page's typed questions to the app. Only types come from the app itself; it decides, the page shows. */
import { makeInvoke } from '@forge/bridge'
import type { AdminDefinitions, Answer } from '../../src/app/admin/methods'
import { common } from './texts/common'

export type { Explanation } from '../../src/app/admin/explain-person'
export type { DoubtRow, FoundInDirectory, ShownIdentity } from '../../src/app/admin/identities'
export type { PeoplePage } from '../../src/app/admin/list-people'
export type { PersonRow } from '../../src/app/admin/people-rows'
export type { ProvisionStep } from '../../src/app/provision/provision-person'
export type { JournalLine, JournalRow } from '../../src/app/admin/journal'
export type { PlanPart } from '../../src/app/admin/plan-part'
export type { ReviewPage } from '../../src/app/admin/reviews'
export type { Work } from '../../src/app/admin/running'
export type { AuditPage } from '../../src/app/state/list-audit'
export type { Answer }
export type { HeldPlanView, Overview, WaitingEntry } from '../../src/app/admin/overview'
export type { TargetGroupView } from '../../src/app/admin/target-groups'
export type { TroubleRow } from '../../src/app/admin/troubles'
export type { SchedulePreview } from '../../src/app/admin/schedule'

const invoke = makeInvoke<AdminDefinitions>()

const NO_ANSWER: Answer<never> = { ok: false, code: 'unavailable', message: common.failed }

/** Asks the app. Never throws: an answer that did not come is a refusal, too. */
export const ask = ((...question: Parameters<typeof invoke>) =>
  invoke(...question).catch(() => NO_ANSWER)) as typeof invoke
