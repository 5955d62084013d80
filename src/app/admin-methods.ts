import { AppError } from '../core/errors'
import type { ErrorCode } from '../core/errors'
import type { JobName } from '../core/plan'
import type { Settings, SettingsPatch } from '../core/settings'
import type { CallerReader, Ports } from '../ports'
import { approvePlan, armJob, runNow } from './admin'
import { describeGroups } from './admin-groups'
import type { GroupName } from './admin-groups'
import { listJournal, readJournal, stopRun, undoPerson, undoRun } from './admin-journal'
import type { EntriesPage, JournalPage } from './admin-journal'
import { explainPerson } from './explain-person'
import type { Explanation } from './explain-person'
import { previewSweep, readPreview } from './preview'
import type { Preview } from './preview'
import { listReview } from './admin-reviews'
import type { ReviewPage } from './admin-reviews'
import { readOverview } from './admin-overview'
import type { Overview } from './admin-overview'
import { previewSchedule } from './admin-schedule'
import type { SchedulePreview, ScheduleQuestion } from './admin-schedule'
import { saveConnections } from './connections'
import type { ConnectedInfo, Connections } from './connections'
import { provisionPerson } from './provision-person'
import type { ProvisionStep } from './provision-person'
import { scanStartState } from './scan-start-state'
import type { StartState } from './scan-start-state'
import { saveSettings } from './settings'
import { forgetSignalSecret, readSignalTrigger, saveSignalSecret } from './signal-secret'
import type { SignalSecret, SignalTrigger } from './signal-secret'
import { dropWaiting, grantNow, moveWaiting } from './waiting-list'
import type { WaitingPlace } from './waiting-list'

/**
 * What the admin page may ask, with the shapes of question and answer. The shapes of questions are for the page's
 * compiler only: on the server every question is parsed.
 */
export type AdminDefinitions = {
  getOverview: () => Answer<Overview>
  previewSchedule: (input: ScheduleQuestion) => Answer<SchedulePreview>
  describeGroups: (input: { ids: readonly string[] }) => Answer<readonly GroupName[]>
  saveConnections: (input: Connections) => Answer<ConnectedInfo>
  saveSettings: (patch: SettingsPatch) => Answer<Settings>
  setArmed: (input: { job: JobName; armed: boolean }) => Answer<Settings>
  approvePlan: (input: { planId: string }) => Answer<{ planId: string }>
  runNow: (input: { job: JobName }) => Answer<{ runId: string }>
  provisionPerson: (input: { person: string }) => Answer<readonly ProvisionStep[]>
  scanStartState: () => Answer<StartState>
  /** Puts somebody before somebody else (null = at the end) among those who wait for a product. */
  moveWaiting: (input: WaitingPlace & { before: string | null }) => Answer<WaitingPlace>
  dropWaiting: (input: WaitingPlace) => Answer<WaitingPlace>
  grantNow: (input: WaitingPlace) => Answer<WaitingPlace>
  getSignalTrigger: () => Answer<SignalTrigger>
  saveSignalSecret: (input: SignalSecret) => Answer<SignalTrigger>
  forgetSignalSecret: () => Answer<SignalTrigger>
  stopRun: (input: { planId: string }) => Answer<{ planId: string }>
  listJournal: (input: { before?: string | null }) => Answer<JournalPage>
  readJournal: (input: { planId: string; from?: number }) => Answer<EntriesPage>
  undoRun: (input: { planId: string; accountIds?: readonly string[] }) => Answer<{ undoId: string }>
  undoPerson: (input: { accountId: string }) => Answer<{ undoId: string }>
  previewSweep: (input: { patch: SettingsPatch }) => Answer<{ previewId: string }>
  readPreview: (input: { previewId: string }) => Answer<Preview>
  listReview: (input: { reviewId?: string; page?: number }) => Answer<ReviewPage>
  explainPerson: (input: { accountId: string }) => Answer<Explanation>
}

/** A refusal is an answer that the page shows; only bugs are thrown. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: ErrorCode; readonly message: string }

export type AdminMethod = keyof AdminDefinitions
export const adminMethods: readonly AdminMethod[] = [
  'getOverview',
  'previewSchedule',
  'describeGroups',
  'saveConnections',
  'saveSettings',
  'setArmed',
  'approvePlan',
  'runNow',
  'provisionPerson',
  'scanStartState',
  'moveWaiting',
  'dropWaiting',
  'grantNow',
  'getSignalTrigger',
  'saveSignalSecret',
  'forgetSignalSecret',
  'stopRun',
  'listJournal',
  'readJournal',
  'undoRun',
  'undoPerson',
  'previewSweep',
  'readPreview',
  'listReview',
  'explainPerson',
]

const FORBIDDEN = 'This page is for Jira administrators.'

/**
 * Answers one call of the page. Whether the caller administers Jira is asked of Jira on every call; a refusal tells
 * nothing else.
 */
export async function answerAdmin(
  ports: Ports,
  caller: CallerReader,
  method: AdminMethod,
  payload: unknown,
  accountId: string | null,
): Promise<Answer<unknown>> {
  try {
    if (accountId === null || !(await caller.isAdministrator())) {
      return { ok: false, code: 'forbidden', message: FORBIDDEN }
    }
    return { ok: true, value: await call(ports, method, payload, accountId) }
  } catch (error) {
    if (error instanceof AppError) return { ok: false, code: error.code, message: error.message }
    throw error
  }
}

function call(ports: Ports, method: AdminMethod, payload: unknown, accountId: string): Promise<unknown> {
  switch (method) {
    case 'getOverview':
      return readOverview(ports)
    case 'previewSchedule':
      return previewSchedule(ports, payload)
    case 'describeGroups':
      return describeGroups(ports, payload)
    case 'saveConnections':
      return saveConnections(ports, payload)
    case 'saveSettings':
      return saveSettings(ports.store, payload)
    case 'setArmed':
      return armJob(ports, payload)
    case 'approvePlan':
      return approvePlan(ports, payload, accountId)
    case 'runNow':
      return runNow(ports, payload)
    case 'provisionPerson':
      return provisionPerson(ports, payload)
    case 'scanStartState':
      return scanStartState(ports)
    case 'moveWaiting':
      return moveWaiting(ports, payload)
    case 'dropWaiting':
      return dropWaiting(ports, payload)
    case 'grantNow':
      return grantNow(ports, payload)
    case 'getSignalTrigger':
      return readSignalTrigger(ports)
    case 'saveSignalSecret':
      return saveSignalSecret(ports, payload)
    case 'forgetSignalSecret':
      return forgetSignalSecret(ports)
    case 'stopRun':
      return stopRun(ports, payload)
    case 'listJournal':
      return listJournal(ports, payload)
    case 'readJournal':
      return readJournal(ports, payload)
    case 'undoRun':
      return undoRun(ports, payload, accountId)
    case 'undoPerson':
      return undoPerson(ports, payload, accountId)
    case 'previewSweep':
      return previewSweep(ports, payload)
    case 'readPreview':
      return readPreview(ports, payload)
    case 'listReview':
      return listReview(ports, payload)
    case 'explainPerson':
      return explainPerson(ports, payload)
  }
}
