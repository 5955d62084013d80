/** When people signed in: the sign-in log by application, and what Entra keeps of the last sign-in of each. */
import * as v from 'valibot'
import { AppError } from '../../../core/errors'
import { knownInstant } from '../../../core/known-instant'
import { newestOf } from '../../../core/time'
import type { Application, LastSignIn, SignInsRead, Span } from '../../../ports'
import { parseReply } from '../../parse'
import { countApplications } from '../applications'
import { readSignInPages } from '../sign-in-pages'
import type { Graph } from './graph'

const text = v.nullish(v.string())

const ROWS_PER_PAGE = 1_000

const signInSchema = v.object({ id: v.string(), userId: text, createdDateTime: v.string() })

export function readSignIns(graph: Graph, span: Span, appIds: readonly string[]): Promise<SignInsRead> {
  return readSignInPages(span, appIds, async function* (appId) {
    const times = `createdDateTime ge ${span.since} and createdDateTime le ${span.until}`
    const filter = `appId eq '${appId.replaceAll("'", "''")}' and ${times} and status/errorCode eq 0`
    const path = `/auditLogs/signIns?$filter=${encodeURIComponent(filter)}&$top=${ROWS_PER_PAGE}`
    for await (const { items } of graph.pages(signInSchema, path, 'Reading the sign-in log from Entra'))
      yield items.map(({ id, userId, createdDateTime }) => ({ id, objectId: userId ?? '', at: createdDateTime }))
  })
}

const applicationSchema = v.object({ appId: text, appDisplayName: text })

export async function readApplications(graph: Graph, since: Date): Promise<readonly Application[]> {
  const filter = `createdDateTime ge ${since.toISOString()} and status/errorCode eq 0`
  const path = `/auditLogs/signIns?$filter=${encodeURIComponent(filter)}&$top=${ROWS_PER_PAGE}`
  const reply = await graph.send('GET', path)
  const { value } = parseReply(
    v.object({ value: v.array(applicationSchema) }),
    reply,
    'Reading the sign-in log from Entra',
  )
  return countApplications(value.map(({ appId, appDisplayName }) => ({ id: appId ?? '', name: appDisplayName ?? '' })))
}

/** learn.microsoft.com/graph/api/resources/signinactivity; each of them may be absent, null, '' or of year 1. */
const activitySchema = v.object({
  lastSuccessfulSignInDateTime: text,
  lastSignInDateTime: text,
  lastNonInteractiveSignInDateTime: text,
})
export type SignInActivity = v.InferOutput<typeof activitySchema>

const activeUserSchema = v.object({ signInActivity: v.nullish(activitySchema) })

/** Sign-in activity is told by object id only; with anything else Graph answers 400. */
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** Somebody is looking at the page, and has use for the rest of it without this. */
const PATIENCE_MS = 5_000
const READING = 'Reading the last sign-in from Entra'

/** Ten of these requests a minute are all that a tenant gives (learn.microsoft.com/graph/throttling-limits): for one person only. */
export async function readLastSignIn(graph: Graph, objectId: string, now: Date): Promise<LastSignIn | null> {
  if (!GUID.test(objectId)) return null
  const path = `/users/${objectId}?$select=id,signInActivity`
  const reply = await graph.send('GET', path, { patienceMs: PATIENCE_MS })
  if (reply.status === 404) return null
  if (reply.status === 403 && reply.text.includes('RequestFromNonPremiumTenant'))
    throw new AppError('no-premium', `${READING}: the tenant has no Entra ID P1 or P2.`)
  return pickLastSignIn(parseReply(activeUserSchema, reply, READING).signInActivity, now)
}

/**
 * The last successful sign-in of either kind. Entra keeps it since December 2023 only; before, it kept attempts, which may
 * have failed, so the newest of those is told as what it is.
 */
export function pickLastSignIn(activity: SignInActivity | null | undefined, now: Date): LastSignIn | null {
  const successful = knownInstant(activity?.lastSuccessfulSignInDateTime, now)
  if (successful !== null) return { at: successful, isAttempt: false }
  const attempts = [activity?.lastSignInDateTime, activity?.lastNonInteractiveSignInDateTime]
  const attempted = newestOf(attempts.map((written) => knownInstant(written, now)))
  return attempted === null ? null : { at: attempted, isAttempt: true }
}
