import { AppError } from '../core/errors'
import type { CallerReader, Ports } from '../ports'
import { approvePlan, armJob, readOverview, runNow } from './admin'
import type { Overview } from './admin'
import { saveConnections } from './connections'
import type { ConnectedInfo } from './connections'
import { saveSettings } from './settings'
import type { Settings } from '../core/settings'

/** What the admin page may ask, with the shapes of question and answer. */
export type AdminDefinitions = {
  getOverview: () => Answer<Overview>
  saveConnections: (input: unknown) => Answer<ConnectedInfo>
  saveSettings: (patch: unknown) => Answer<Settings>
  setArmed: (input: { job: string; armed: boolean }) => Answer<Settings>
  approvePlan: (input: { planId: string }) => Answer<{ planId: string }>
  runNow: (input: { job: string }) => Answer<{ runId: string }>
}

/** A refusal is an answer that the page shows; only bugs are thrown. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }

export type AdminMethod = keyof AdminDefinitions
export const adminMethods: readonly AdminMethod[] = [
  'getOverview',
  'saveConnections',
  'saveSettings',
  'setArmed',
  'approvePlan',
  'runNow',
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
  if (accountId === null || !(await caller.isAdministrator())) return { ok: false, message: FORBIDDEN }
  try {
    return { ok: true, value: await call(ports, method, payload, accountId) }
  } catch (error) {
    if (error instanceof AppError) return { ok: false, message: error.message }
    throw error
  }
}

function call(ports: Ports, method: AdminMethod, payload: unknown, accountId: string): Promise<unknown> {
  switch (method) {
    case 'getOverview':
      return readOverview(ports)
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
  }
}
