/**
 * One line of text → a fault. The language:
 *
 *   <service> [calls] [/path] 429 [retry-after 20s | reset-date 20s | reset-seconds 20s | reset-epoch 20s] | 400 | 403 | 409 | 500 | …
 *   <service> [calls] [/path] time-out | cut | cut-after | html | html-after | truncated
 *   <service> [calls] [/path] repeated-cursor | cycling-cursor | stale 10m | partial 40%
 *   <service> [calls] [/path] row <field> missing | null | <text>
 *   queue [name] | events [type] | ticks [key]    duplicate | lost | late 10m | reordered [5m]
 *   <function> killed | killed-after
 *   store 429
 *   store [key] item-fails
 *   organization key expired · scim key expired · entra secret expired · entra permission <name> revoked
 *   clock skew [-]5m
 *   licence lapses
 *   admin takes 3 seats [after each read]
 *
 * A service is jira, organization, scim, entra, okta or any. Calls are `reads`, `writes`, `look-ups` or a method; a key is a part of one.
 * Answers that end in `-after` come once the service has acted. A limit is told by `Retry-After`, or by `X-RateLimit-Reset` alone.
 *
 * A row is that of a person; its field may lie inside another one: `organization row productAccess.id null`.
 *
 * Answers to requests up to `truncated`, rows, and `item-fails`, may be `for` one person, named by a name in one word, an address or any id:
 * `scim writes 400 for Ada`. They then strike what names that person by any of their ids: a request, one item of a `$batch` or one key
 * of a batch of the store. A look-up may name others, too: it is passed over unless the line says `look-ups`.
 *
 * Each line may end with when it strikes, counted from the moment of arming: `from 2h`, `for 10m`, `at 3` (only the third),
 * `first 3`, `every 2`. Without: always, a function at its first call.
 */
import { durationMs } from '../duration'
import type { Calls, DeliveryFault, Fault, RequestFault, Wait, When } from './fault'

type What = Fault extends infer F ? (F extends Fault ? Omit<F, 'when'> : never) : never

const ALWAYS: When = { fromMs: 0, forMs: Infinity, at: null, first: null, every: null }
const DURATION = String.raw`\d+(?:\.\d+)?[smhd]`
const IS_DURATION = new RegExp(`^${DURATION}$`)
const WHEN = new RegExp(String.raw`^(.*?)((?: (?:from|for|at|first|every) \S+)*)$`)
const REORDERED_MS = 60_000

const REQUEST =
  /^(any|jira|organization|scim|entra|okta)(?: (reads|writes|look-ups|GET|POST|PUT|PATCH|DELETE))?(?: (\/\S+))? (.+)$/
const STATUS = new RegExp(
  String.raw`^(4\d\d|5\d\d)(?: (retry-after|reset-date|reset-seconds|reset-epoch) (${DURATION}))?$`,
)
const STALE = new RegExp(`^stale (${DURATION})$`)
const PARTIAL = /^partial (\d\d?)%$/
const ROW = /^row ([\w.]+) (\S+)$/
const BARE = /^(time-out|cut|cut-after|html|html-after|truncated|repeated-cursor|cycling-cursor)$/
/** Those that can be about one call, and so about one person. */
const OF_ONE_CALL: ReadonlySet<RequestFault['type']> = new Set([
  ...(['status', 'time-out', 'cut', 'cut-after', 'html', 'html-after', 'truncated', 'row'] as const),
])
const ITEM = /^store(?: (\S+))? item-fails$/
const DELIVERY = new RegExp(
  `^(queue|events|ticks)(?: (\\S+))?? (?:(duplicate|lost)|late (${DURATION})|reordered(?: (${DURATION}))?)$`,
)
const KILLED = /^(\S+) killed(-after)?$/
const CREDENTIAL = /^(?:(organization|scim) key|(entra) secret) expired$/
const PERMISSION = /^entra permission (\S+) revoked$/
const SKEW = new RegExp(`^clock skew (-?)(${DURATION})$`)
const SEATS = /^admin takes (\d+) seats?( after each read)?$/

/** @throws Error when the line says nothing in this language */
export function parseFault(line: string): Fault {
  const [, head = '', tail = ''] = WHEN.exec(line.trim()) ?? []
  const what =
    parseWorld(head) ?? parseDelivery(head) ?? parseRequest(head) ?? parseKill(head) ?? fail(line, 'a known fault')
  const { person, ...when } = parseWhen(line, tail)
  if (person !== null && !mayBeOfOnePerson(what)) fail(line, 'a fault that can be about one person')
  const isBareKill = what.target === 'function' && when.at === null && when.first === null && when.every === null
  const whose = 'person' in what ? { person } : {}
  return { ...what, ...whose, when: isBareKill ? { ...when, at: 1 } : when } as Fault
}

function mayBeOfOnePerson(what: What): boolean {
  return what.target === 'store-item' || (what.target === 'request' && OF_ONE_CALL.has(what.fault.type))
}

/** `for` is followed by a time or by a person. */
function parseWhen(line: string, tail: string): When & { person: string | null } {
  const words = tail.split(' ').filter((word) => word !== '')
  const when: { -readonly [K in keyof When]: When[K] } & { person: string | null } = { ...ALWAYS, person: null }
  for (let index = 0; index < words.length; index += 2) {
    const [word, value = ''] = [words[index], words[index + 1]]
    if (word === 'from') when.fromMs = durationMs(value)
    else if (word === 'for' && !IS_DURATION.test(value)) when.person = value
    else if (word === 'for') when.forMs = durationMs(value)
    else when[word as 'at' | 'first' | 'every'] = /^[1-9]\d*$/.test(value) ? Number(value) : fail(line, 'a number')
  }
  return when
}

function parseRequest(head: string): What | null {
  const [, service, calls, path, text = ''] = REQUEST.exec(head) ?? []
  const fault = parseRequestFault(text)
  if (service === undefined || fault === null) return null
  return {
    target: 'request',
    service: service as 'any',
    calls: (calls as Calls) ?? null,
    path: path ?? null,
    person: null,
    fault,
  }
}

function parseRequestFault(text: string): RequestFault | null {
  const [, status, form, time] = STATUS.exec(text) ?? []
  if (status !== undefined) {
    const wait = time === undefined ? null : { form: form as Wait['form'], ms: durationMs(time) }
    return { type: 'status', status: Number(status), wait }
  }
  const [, age] = STALE.exec(text) ?? []
  if (age !== undefined) return { type: 'stale', maxAgeMs: durationMs(age) }
  const [, percent] = PARTIAL.exec(text) ?? []
  if (percent !== undefined) return { type: 'partial', share: Number(percent) / 100 }
  const [, field, value] = ROW.exec(text) ?? []
  if (field !== undefined)
    return { type: 'row', field, value: value === 'missing' ? undefined : value === 'null' ? null : value! }
  return BARE.test(text) ? { type: text as 'cut' } : null
}

function parseDelivery(head: string): What | null {
  const match = DELIVERY.exec(head)
  if (match === null) return null
  const [, kind, name, bare, late, reordered] = match
  const fault: DeliveryFault =
    bare !== undefined
      ? { type: bare as 'lost' }
      : late !== undefined
        ? { type: 'late', ms: durationMs(late) }
        : { type: 'reordered', ms: reordered === undefined ? REORDERED_MS : durationMs(reordered) }
  return { target: 'delivery', kind: kind as 'queue', name: name ?? null, fault }
}

function parseKill(head: string): What | null {
  const [, functionKey, after] = KILLED.exec(head) ?? []
  return functionKey === undefined ? null : { target: 'function', functionKey, isAfter: after !== undefined }
}

function parseWorld(head: string): What | null {
  const [, key, secret] = CREDENTIAL.exec(head) ?? []
  const of = key ?? secret
  if (of !== undefined) return { target: 'credential', of: of as 'scim' }
  const [, name] = PERMISSION.exec(head) ?? []
  if (name !== undefined) return { target: 'permission', name }
  if (head === 'licence lapses') return { target: 'licence' }
  if (head === 'store 429') return { target: 'store' }
  const item = ITEM.exec(head)
  if (item !== null) return { target: 'store-item', key: item[1] ?? null, person: null }
  const [, sign, skew] = SKEW.exec(head) ?? []
  if (skew !== undefined) return { target: 'clock', skewMs: durationMs(skew) * (sign === '-' ? -1 : 1) }
  const [, count, afterRead] = SEATS.exec(head) ?? []
  return count === undefined ? null : { target: 'seats', count: Number(count), isAfterRead: afterRead !== undefined }
}

function fail(line: string, expected: string): never {
  throw new Error(
    `Expected ${expected}, got the fault "${line}". The language is described in sandbox/faults/parse-fault.ts.`,
  )
}
