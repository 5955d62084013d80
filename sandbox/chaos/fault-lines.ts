/** The catalogue of faults as generators of lines, see faults/parse-fault.ts. */
import fc from 'fast-check'

const SERVICES = ['entra', 'organization', 'scim', 'jira', 'any'] as const

/** Requests on which much depends: reads that plans are made of, and writes that cannot be asked twice. */
const PLACES = [
  'organization /memberships',
  'organization /users/search',
  'organization /role-assignments',
  'entra /users',
  'entra /users/delta',
  'entra /auditLogs',
  'entra /$batch',
  'jira /applicationrole',
  'scim /Users',
  'organization writes',
  'scim writes',
] as const

/** Calls that are about one person; look-ups fail for everybody who is named beside them. */
const PERSONAL_PLACES = [
  ...(['organization POST /memberships', 'organization DELETE /memberships', 'organization writes'] as const),
  ...(['organization reads', 'organization look-ups', 'scim PUT', 'scim PATCH', 'scim POST', 'scim reads'] as const),
  ...(['entra', 'entra /users', 'any', 'any writes'] as const),
] as const

const PERSONAL_FAULTS = [
  ...(['400', '403', '404', '409', '500', '503', '429', '429 retry-after 10m', '429 reset-date 30s'] as const),
  ...(['time-out', 'cut', 'cut-after', 'html', 'html-after', 'truncated'] as const),
] as const

const REQUEST_FAULTS = [
  ...[
    '429',
    '429 retry-after 2s',
    '429 retry-after 30s',
    '429 retry-after 10m',
    '429 reset-date 30s',
    '429 reset-date 10m',
    '429 reset-seconds 30s',
    '429 reset-epoch 30s',
    '500',
    '502',
    '503',
    '503 retry-after 5s',
  ],
  ...['time-out', 'cut', 'cut-after', 'html', 'html-after', 'truncated'],
] as const

const LISTS = ['organization', 'entra'] as const

const DELIVERY_FAULTS = ['duplicate', 'lost', 'late 2m', 'late 20m', 'reordered', 'reordered 10m'] as const

/** Those that write come more often. */
const FUNCTIONS = [
  ...['jobs-worker', 'jobs-worker', 'jobs-worker', 'inbox-worker', 'inbox-worker', 'tick'],
  ...['activity', 'users', 'admin', 'portal', 'signal', 'lifecycle'],
] as const

const often = fc.constantFrom('', '', ' every 2', ' every 3', ' every 5', ' first 1', ' first 4', ' first 12')

const request = fc
  .tuple(fc.oneof(fc.constantFrom(...SERVICES), fc.constantFrom(...PLACES)), fc.constantFrom(...REQUEST_FAULTS), often)
  .map(([where, what, how]) => `${where} ${what}${how}`)

/** `#7` = the eighth person of the company, see perform.ts. */
const person = fc.integer({ min: 0, max: 59 }).map((who) => `for #${who}`)

export const personal = fc
  .tuple(fc.constantFrom(...PERSONAL_PLACES), fc.constantFrom(...PERSONAL_FAULTS), person, often)
  .map(([where, what, whom, how]) => `${where} ${what} ${whom}${how}`)

const item = fc.oneof(
  person.map((whom) => `store item-fails ${whom}`),
  fc
    .tuple(fc.constantFrom('store item-fails', 'store seat: item-fails', 'store links item-fails'), often)
    .map(([what, how]) => `${what}${how}`),
)

const words = (...lists: readonly (readonly string[])[]): fc.Arbitrary<string> =>
  fc.tuple(...lists.map((list) => fc.constantFrom(...list))).map((chosen) => chosen.join(' '))

/** What may be in the way of one who asks. */
export const askerTrouble = words(
  ['organization POST /memberships', 'organization writes', 'entra /users', 'entra', 'any'],
  PERSONAL_FAULTS.filter((fault) => !fault.startsWith('429')),
)

/** What may be in the way of a leaver. */
export const leaverTrouble = fc.oneof(
  words(['organization DELETE /memberships', 'organization writes', 'entra /users'], ['400', '500', 'html', 'cut']),
  words(['scim PUT', 'scim reads', 'scim'], ['400', '404', '500', 'html']),
  words(['scim reads'], ['404']),
)

/** The store fails to read some records, others of the same batch are read. */
export const gap = words(['store seat: item-fails', 'store item-fails'], ['every 2', 'every 3'])

export const unwritable = fc.constantFrom('scim PUT 400', 'scim PUT 403', 'scim writes 422')

export const unclearGrant = fc.constantFrom(
  'organization POST /memberships cut-after',
  'organization POST /memberships html-after',
  'organization POST /memberships cut-after every 2',
)

const stale = fc
  .tuple(
    fc.constantFrom('entra', 'organization', 'jira', 'organization /users/search', 'jira /applicationrole'),
    fc.constantFrom('stale 1m', 'stale 5m', 'stale 30m'),
  )
  .map((words) => words.join(' '))

export const partialRead = fc.constantFrom('entra partial 40%', 'entra partial 60%', 'organization partial 40%')

const cursor = fc
  .tuple(fc.constantFrom(...LISTS), fc.constantFrom('repeated-cursor', 'cycling-cursor'))
  .map((words) => words.join(' '))

const delivery = fc
  .tuple(
    fc.constantFrom('queue', 'queue jobs', 'queue inbox', 'events', 'ticks'),
    fc.constantFrom(...DELIVERY_FAULTS),
    often,
  )
  .map(([where, what, how]) => `${where} ${what}${how}`)

const kill = fc
  .tuple(
    fc.constantFrom(...FUNCTIONS),
    fc.constantFrom('killed', 'killed-after'),
    fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 1, max: 70 }).map((n) => `at ${n}`) },
      { weight: 2, arbitrary: fc.integer({ min: 4, max: 40 }).map((n) => `every ${n}`) },
    ),
  )
  .map((words) => words.join(' '))

const state = fc.constantFrom(
  ...['organization key expired', 'scim key expired', 'entra secret expired'],
  ...['entra permission User.Read.All revoked', 'entra permission AuditLog.Read.All revoked'],
  ...['entra permission GroupMember.Read.All revoked'],
  ...['licence lapses', 'licence lapses'],
  ...['clock skew 10m', 'clock skew -10m', 'clock skew 90s', 'clock skew -90s'],
)

const store = fc.tuple(fc.constant('store 429'), often).map(([what, how]) => `${what}${how}`)

const rival = fc.integer({ min: 1, max: 3 }).map((seats) => `admin takes ${seats} seats after each read`)

export const faultLine = fc.oneof(
  { weight: 5, arbitrary: request },
  { weight: 5, arbitrary: personal },
  { weight: 1, arbitrary: item },
  { weight: 2, arbitrary: stale },
  { weight: 2, arbitrary: partialRead },
  { weight: 1, arbitrary: cursor },
  { weight: 3, arbitrary: delivery },
  { weight: 5, arbitrary: kill },
  { weight: 2, arbitrary: state },
  { weight: 1, arbitrary: store },
  { weight: 1, arbitrary: rival },
)
