import { AppError } from '../../core/errors'
import type { ErrorCode } from '../../core/errors'
import type { JobName } from '../../core/plan'
import { SettingsConflict } from '../../core/settings/merge'
import type { Conflict } from '../../core/settings/merge'
import type { CallerReader, Ports } from '../../ports'
import { readExport, startExport } from '../export/read-export'
import type { ExportQuestion } from '../export/read-export'
import { dropWaiting, grantNow, moveWaiting } from '../grant/waiting-list'
import type { WaitingPlace } from '../grant/waiting-list'
import { readSavings } from '../measure/savings'
import { provisionPerson } from '../provision/provision-person'
import { describeAsking } from '../setup/asking'
import { checkReadiness } from '../setup/check-readiness'
import { exportConfiguration, importConfiguration, previewImport } from '../setup/configuration'
import type { ImportPreviewQuestion, ImportQuestion } from '../setup/configuration'
import { confirm } from '../setup/confirm'
import type { ConfirmInput } from '../setup/confirm'
import { saveAllConnections, saveConnection } from '../setup/connection-parts'
import type { AllInput, PartInput } from '../setup/connection-parts'
import { describeSetup } from '../setup/describe-setup'
import { saveSettings } from '../setup/save-settings'
import type { SettingsQuestion } from '../setup/save-settings'
import { testConnection } from '../setup/test-connection'
import type { TestQuestion } from '../setup/test-connection'
import { forgetSignalSecret, readSignalTrigger, saveSignalSecret } from '../signals/signal-secret'
import type { SignalSecret } from '../signals/signal-secret'
import { isCaller } from '../signals/strangers'
import { acceptSourceSize } from '../state/accepted-sizes'
import { isSpent, spend } from '../state/allowances'
import type { AuditKind } from '../state/audit-kinds'
import { listAudit } from '../state/list-audit'
import type { AuditQuestion } from '../state/list-audit'
import { sendTestNotice } from '../sweep/test-notice'
import { audited } from './audit'
import { endExemption, exemptPerson } from './exempt-person'
import type { ExemptionQuestion } from './exempt-person'
import { explainPerson } from './explain-person'
import { findDirectoryGroups, nameDirectoryGroups } from './group-names'
import { findInDirectory, listDoubts, sayIdentity, takeBackDecision, unlinkPerson } from './identities'
import type { DecisionQuestion, PairQuestion } from './identities'
import { approvePlan, armJob, runNow } from './jobs'
import type { ArmQuestion } from './jobs'
import { listJournal, readJournal, stopRun, undoPerson, undoRun } from './journal'
import { listPeople } from './list-people'
import type { PeopleQuestion } from './list-people'
import { changes, reads } from './method'
import type { Method } from './method'
import { readOverview } from './overview'
import { readPlanPart } from './plan-part'
import { previewProvision, previewSweep, readPreview } from './preview'
import type { PreviewQuestion } from './preview'
import { readReviewPart } from './reviews'
import { readRunning } from './running'
import { scanStartState } from './scan-start-state'
import { previewSchedule } from './schedule'
import type { ScheduleQuestion } from './schedule'
import { describeTargetGroups, findGroups } from './target-groups'
import type { FindGroups } from './target-groups'
import { leaveBe, listTroubles, tryAgain } from './troubles'

/** Everything that the admin page may ask, room by room. */
const METHODS = {
  getOverview: reads()(readOverview),
  getSavings: reads()(readSavings),
  scanStartState: reads()(scanStartState),

  getSetup: reads()(describeSetup),
  testConnection: reads<TestQuestion>()(testConnection),
  saveConnection: changes<PartInput>('credentials')(saveConnection),
  checkReadiness: reads()(checkReadiness),
  /** How people ask, and what else there is. */
  getAsking: reads()(describeAsking),
  confirm: changes<ConfirmInput>('confirmed')(confirm),
  saveConnections: changes<AllInput>('credentials')(saveAllConnections),
  getSignalTrigger: reads()(readSignalTrigger),
  saveSignalSecret: changes<SignalSecret>('credentials')(saveSignalSecret),
  forgetSignalSecret: changes('credentials')(forgetSignalSecret),

  saveSettings: changes<SettingsQuestion>('settings')(saveSettings),
  exportConfiguration: reads()(exportConfiguration),
  previewImport: reads<ImportPreviewQuestion>()(previewImport),
  importConfiguration: changes<ImportQuestion>('settings')(importConfiguration),
  previewSchedule: reads<ScheduleQuestion>()(previewSchedule),
  nameDirectoryGroups: reads<{ ids: readonly string[] }>()(nameDirectoryGroups),
  findDirectoryGroups: reads<{ query: string }>()(findDirectoryGroups),
  previewSweep: reads<PreviewQuestion>()(previewSweep),
  previewProvision: reads<PreviewQuestion>()(previewProvision),
  /** Sends the saved notice to one holder. */
  testNotice: changes<{ accountId: string }>('notice-tested')(sendTestNotice),
  /** What the organization's audit log knows, to choose from what counts as signing in. */
  listAuditActions: reads()((ports) => ports.audit.readActions()),
  readPreview: reads<{ previewId: string }>()(readPreview),

  findGroups: reads<FindGroups>()(findGroups),
  describeTargetGroups: reads<{ ids: readonly string[] }>()(describeTargetGroups),

  setArmed: changes<ArmQuestion>('armed')(armJob),
  runNow: changes<{ job: JobName }>('run-started')(runNow),
  approvePlan: changes<{ planId: string }>('plan-approved')(approvePlan),
  readRunning: reads()(readRunning),
  acceptSourceSize: changes<{ source: string }>('size-accepted')(acceptSourceSize),
  stopRun: changes<{ planId: string }>('run-stopped')(stopRun),

  listJournal: reads<{ before?: string | null }>()(listJournal),
  readJournal: reads<{ planId: string; from?: number; batches?: number }>()(readJournal),
  undoRun: changes<{ planId: string; accountIds?: readonly string[] }>('undone')(undoRun),
  undoPerson: changes<{ accountId: string }>('undone')(undoPerson),
  readReviewPart: reads<{ reviewId?: string; from?: number }>()(readReviewPart),
  readPlanPart: reads<{ planId: string; from?: number }>()(readPlanPart),

  /** Puts somebody before somebody else (null = at the end) among those who wait for a product. */
  moveWaiting: changes<WaitingPlace & { before: string | null }>('waiting-moved')(moveWaiting),
  dropWaiting: changes<WaitingPlace>('waiting-dropped')(dropWaiting),
  grantNow: changes<WaitingPlace>('granted')(grantNow),

  listPeople: reads<PeopleQuestion>()(listPeople),
  explainPerson: reads<{ accountId: string }>()(explainPerson),
  exemptPerson: changes<ExemptionQuestion>('exempted')(exemptPerson),
  endExemption: changes<{ accountId: string; version: number }>('exempted')(endExemption),
  provisionPerson: changes<{ person: string }>('provisioned')(provisionPerson),

  /** People whose change failed. */
  listTroubles: reads<{ from: number }>()(listTroubles),
  tryAgain: changes<{ key: string }>('tried-again')(tryAgain),
  leaveAlone: changes<{ key: string }>('left-alone')(leaveBe),

  /** People of whom it is not certain whose account is theirs. */
  listDoubts: reads<{ from: number }>()(listDoubts),
  findInDirectory: reads<{ person: string }>()(findInDirectory),
  sayIdentity: changes<DecisionQuestion>('identity-said')(sayIdentity),
  takeBackDecision: changes<PairQuestion>('identity-taken-back')(takeBackDecision),
  unlinkPerson: changes<{ accountId: string }>('unlinked')(unlinkPerson),

  listAudit: reads<AuditQuestion>()(listAudit),

  startExport: changes<ExportQuestion>('exported')(startExport),
  readExport: reads<ExportQuestion & { cursor: string | null }>()(readExport),
}

/** A refusal is an answer that the page shows; only bugs are thrown. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false
      readonly code: ErrorCode
      readonly message: string
      /** What others have changed meanwhile, where that is why. */
      readonly conflicts?: readonly Conflict[]
    }

export type AdminMethod = keyof typeof METHODS

/** The methods as the page's compiler sees them. */
export type AdminDefinitions = {
  [Name in AdminMethod]: (typeof METHODS)[Name] extends Method<infer Question, infer Result>
    ? [Question] extends [void]
      ? () => Answer<Result>
      : (question: Question) => Answer<Result>
    : never
}

export const adminMethods = Object.keys(METHODS) as readonly AdminMethod[]

/** How the audit trail calls what a method changes; null = it only reads. */
export function auditKindOf(name: AdminMethod): AuditKind | null {
  return METHODS[name].audit
}

const FORBIDDEN = 'This page is for Jira administrators.'

/**
 * Answers one call of the page. Whether the caller administers Jira is asked of Jira on every call, but for somebody who was
 * refused within the minute or twice within the hour. A refusal tells nothing else, and leaves no line in the audit trail:
 * strangers must not be able to fill it.
 */
export async function answerAdmin(
  ports: Ports,
  caller: CallerReader,
  name: AdminMethod,
  question: unknown,
  accountId: string | null,
): Promise<Answer<unknown>> {
  try {
    if (!isCaller(accountId) || !(await mayAsk(ports, caller, accountId))) {
      return { ok: false, code: 'forbidden', message: FORBIDDEN }
    }
    const { audit, answer } = METHODS[name] as Method<unknown, unknown>
    const carryOut = (): Promise<unknown> => answer(ports, question, accountId)
    return {
      ok: true,
      value: await (audit === null ? carryOut() : audited(ports, audit, question, accountId, carryOut)),
    }
  } catch (error) {
    if (error instanceof SettingsConflict) {
      return { ok: false, code: error.code, message: error.message, conflicts: error.conflicts }
    }
    if (error instanceof AppError) return { ok: false, code: error.code, message: error.message }
    throw error
  }
}

/** Own records come before Jira, whose quota strangers must not use up; who was an administrator within the minute has none. */
async function mayAsk(ports: Ports, caller: CallerReader, accountId: string): Promise<boolean> {
  const { memory } = ports
  const [administers, refused] = [`administers ${accountId}`, `refused ${accountId}`]
  if (memory.read(refused) !== null) return false
  if (memory.read(administers) === null && (await isSpent(ports, accountId, 'refusals'))) return false
  const isAdministrator = await caller.isAdministrator()
  memory.keep(isAdministrator ? administers : refused, true)
  if (!isAdministrator) await spend(ports, accountId, 'refusals')
  return isAdministrator
}
