import { AppError } from '../../core/errors'
import type { ErrorCode } from '../../core/errors'
import { SettingsConflict } from '../../core/settings/merge'
import type { Conflict } from '../../core/settings/merge'
import type { CallerReader, Ports } from '../../ports'
import { audited } from './audit'
import type { AuditKind } from '../state/audit-kinds'
import type { Method } from './method'
import { auditMethods } from './methods/audit'
import { exportMethods } from './methods/export'
import { grantMethods } from './methods/grant'
import { groupMethods } from './methods/groups'
import { jobMethods } from './methods/jobs'
import { journalMethods } from './methods/journal'
import { overviewMethods } from './methods/overview'
import { peopleMethods } from './methods/people'
import { settingsMethods } from './methods/settings'
import { setupMethods } from './methods/setup'

/** Everything that the admin page may ask, room by room. */
const METHODS = {
  ...overviewMethods,
  ...setupMethods,
  ...settingsMethods,
  ...groupMethods,
  ...jobMethods,
  ...journalMethods,
  ...grantMethods,
  ...peopleMethods,
  ...auditMethods,
  ...exportMethods,
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
 * Answers one call of the page. Whether the caller administers Jira is asked of Jira on every call; a refusal tells
 * nothing else, and leaves no line in the audit trail: strangers must not be able to fill it.
 */
export async function answerAdmin(
  ports: Ports,
  caller: CallerReader,
  name: AdminMethod,
  question: unknown,
  accountId: string | null,
): Promise<Answer<unknown>> {
  try {
    if (accountId === null || !(await caller.isAdministrator())) {
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
