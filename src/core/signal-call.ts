import * as v from 'valibot'
import { isAccountId, isObjectId } from './id-forms'
import { MINUTE_MS } from './time'

/** Who asks, in the words of the caller: one of these ids. */
export interface SignalPerson {
  readonly accountId?: string | undefined
  readonly objectId?: string | undefined
  readonly email?: string | undefined
}

/** What a log says of one person: it asks for a seat only where an administrator has chosen what it is about. */
export interface Happening {
  readonly accountId?: string
  readonly objectId?: string
  /** ISO */
  readonly at: string
  /** Applications that the person signed in to. */
  readonly appIds?: readonly string[]
  /** Key of the organization's audit log. */
  readonly action?: string
}

/** What a log tells in one delivery: late, more than once, and mostly of what does not concern us. */
export interface SignalDelivery {
  readonly happenings: readonly Happening[]
  /** The setting that says which of them count. */
  readonly judgedBy: 'signInAppIds' | 'auditActions'
}

/** One call of the web trigger. */
export interface SignalCall {
  /** Never used twice. */
  readonly nonce: string
  /** ISO */
  readonly at: string
  readonly people: readonly SignalPerson[]
  /** null: whatever signals ask for. */
  readonly productKey: string | null
}

/** A call this much older or newer than now is a replay, or a broken clock. */
export const SIGNAL_WINDOW_MS = 5 * MINUTE_MS
export const PEOPLE_MAX = 20

export const callText = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
export const callInstant = v.pipe(v.string(), v.isoTimestamp())
export const callNonce = v.pipe(callText, v.minLength(8))
const ownSchema = v.strictObject({
  nonce: callNonce,
  at: callInstant,
  people: v.pipe(
    v.array(
      v.union([
        v.strictObject({ accountId: v.pipe(v.string(), v.check(isAccountId)) }),
        v.strictObject({ objectId: v.pipe(v.string(), v.check(isObjectId)) }),
        v.strictObject({ email: callText }),
      ]),
    ),
    v.minLength(1),
    v.maxLength(PEOPLE_MAX),
  ),
  product: v.optional(callText),
})

/** @returns null for anything that is not a call */
export function parseSignalCall(json: unknown): SignalCall | null {
  const own = v.safeParse(ownSchema, json)
  if (!own.success) return null
  const { nonce, at, people, product } = own.output
  return { nonce, at, people, productKey: product ?? null }
}

export function isWithinWindow(call: SignalCall, now: Date): boolean {
  return Math.abs(now.getTime() - Date.parse(call.at)) <= SIGNAL_WINDOW_MS
}

/** @returns undefined for what is no JSON */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** What counts of a delivery, by the ids that an administrator has chosen. */
export function pickChosen({ happenings }: SignalDelivery, chosen: readonly string[]): readonly Happening[] {
  const ids = new Set(chosen)
  return happenings.filter(({ appIds = [], action }) =>
    [...appIds, action].some((id) => id !== undefined && ids.has(id)),
  )
}
