/** Every source of asking, one line each; the tick, the page and the alerts know them from here. */
import { ACTIVITY } from './activity'
import { BY_ADMIN } from './ask'
import { AUDIT_LOG } from './audit-log'
import { COLLEAGUE } from './colleague'
import { ON_BEHALF } from './on-behalf'
import { PORTAL } from './portal'
import { DELIVERY } from './receive-delivery'
import { WEB_TRIGGER } from './hear-call'
import { SIGN_IN_LOG } from './sign-in-log'
import type { PolledSource, SignalSource } from './source'

/** Those that the tick looks at. */
export const POLLED: readonly PolledSource[] = [SIGN_IN_LOG, AUDIT_LOG]

export const SOURCES: readonly SignalSource[] = [
  PORTAL,
  BY_ADMIN,
  WEB_TRIGGER,
  DELIVERY,
  ACTIVITY,
  ON_BEHALF,
  COLLEAGUE,
  ...POLLED,
]

/** @returns null for what is no signal: something given back */
export function findSource(name: string): SignalSource | null {
  return SOURCES.find((source) => source.name === name) ?? null
}
