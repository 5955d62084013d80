/** What Forge refuses on deployment, some of which its offline validator lets pass. */
import { INVOCATION } from './limits'

/** @throws Error naming the function */
export function checkTimeout(functionKey: string, timeoutSeconds: number | undefined): void {
  if (timeoutSeconds === undefined || (timeoutSeconds >= 1 && timeoutSeconds <= INVOCATION.maxTimeoutSeconds)) return
  throw new Error(
    `Forge allows a time-out of 1 to ${INVOCATION.maxTimeoutSeconds} s; the function ${functionKey} asks for ${timeoutSeconds}.`,
  )
}

/** @throws Error naming the function */
export function checkMemory(functionKey: string, memoryMb: number): void {
  if (memoryMb >= INVOCATION.minMemoryMb && memoryMb <= INVOCATION.maxMemoryMb) return
  throw new Error(
    `Forge gives a function ${INVOCATION.minMemoryMb} to ${INVOCATION.maxMemoryMb} MB; ${functionKey} asks for ${memoryMb}.`,
  )
}

/** Those that @forge/manifest 13.7.0 (product-event-to-scope-mapping) names for events about work and people. */
const EVENT_SCOPES: readonly (readonly [pattern: RegExp, scope: string | null])[] = [
  [/^avi:jira:\w+:(issue|comment|issuelink|worklog|attachment)$/, 'read:jira-work'],
  [/^avi:jira:\w+:user$/, 'read:jira-user'],
  [/^avi:forge:(installed|upgraded):app$/, null],
]

/** @throws Error naming the event and the scope it needs, or an event that the sandbox does not know */
export function checkEventScopes(eventTypes: readonly string[], scopes: readonly string[]): void {
  for (const eventType of eventTypes) {
    const known = EVENT_SCOPES.find(([pattern]) => pattern.test(eventType))
    if (known === undefined) throw new Error(`The sandbox knows no product event "${eventType}".`)
    const [, scope] = known
    if (scope !== null && !scopes.includes(scope))
      throw new Error(`The event ${eventType} needs the scope ${scope}, which the manifest lacks.`)
  }
}
