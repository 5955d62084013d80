import { parseFault } from '../../../sandbox/faults/parse-fault'

const ALWAYS = { fromMs: 0, forMs: Infinity, at: null, first: null, every: null }
const MINUTE = 60_000
const REQUEST = { target: 'request', calls: null, path: null, person: null }

describe('parseFault', () => {
  it.each([
    [
      'entra 429',
      {
        ...{ ...REQUEST, service: 'entra' },
        fault: { type: 'status', status: 429, wait: null },
      },
    ],
    [
      'jira 429 retry-after 20s',
      {
        ...{ ...REQUEST, service: 'jira' },
        fault: { type: 'status', status: 429, wait: { form: 'retry-after', ms: 20_000 } },
      },
    ],
    [
      'organization /memberships 503',
      {
        ...{ ...REQUEST, service: 'organization', path: '/memberships' },
        fault: { type: 'status', status: 503, wait: null },
      },
    ],
    ['any cut-after', { ...REQUEST, service: 'any', fault: { type: 'cut-after' } }],
    ['entra partial 40%', { ...REQUEST, service: 'entra', fault: { type: 'partial', share: 0.4 } }],
    ['scim stale 10m', { ...REQUEST, service: 'scim', fault: { type: 'stale', maxAgeMs: 10 * MINUTE } }],
    [
      'organization DELETE /memberships 429 reset-epoch 90s for ada@example.com',
      {
        ...{ ...REQUEST, service: 'organization', calls: 'DELETE', path: '/memberships', person: 'ada@example.com' },
        fault: { type: 'status', status: 429, wait: { form: 'reset-epoch', ms: 90_000 } },
      },
    ],
    [
      'scim writes html-after for Ada',
      { ...REQUEST, service: 'scim', calls: 'writes', person: 'Ada', fault: { type: 'html-after' } },
    ],
    [
      'organization row productAccess.id missing for Ada',
      {
        ...{ ...REQUEST, service: 'organization', person: 'Ada' },
        fault: { type: 'row', field: 'productAccess.id', value: undefined },
      },
    ],
    ['entra row mail null', { ...REQUEST, service: 'entra', fault: { type: 'row', field: 'mail', value: null } }],
    ['store item-fails', { target: 'store-item', key: null, person: null }],
    ['store seat: item-fails for Ada', { target: 'store-item', key: 'seat:', person: 'Ada' }],
    ['queue lost', { target: 'delivery', kind: 'queue', name: null, fault: { type: 'lost' } }],
    [
      'queue inbox late 10m',
      { target: 'delivery', kind: 'queue', name: 'inbox', fault: { type: 'late', ms: 10 * MINUTE } },
    ],
    [
      'events avi:jira:created:issue duplicate',
      { target: 'delivery', kind: 'events', name: 'avi:jira:created:issue', fault: { type: 'duplicate' } },
    ],
    ['ticks reordered', { target: 'delivery', kind: 'ticks', name: null, fault: { type: 'reordered', ms: MINUTE } }],
    ['organization key expired', { target: 'credential', of: 'organization' }],
    ['entra secret expired', { target: 'credential', of: 'entra' }],
    ['entra permission User.Read.All revoked', { target: 'permission', name: 'User.Read.All' }],
    ['licence lapses', { target: 'licence' }],
    ['store 429', { target: 'store' }],
    ['clock skew -5m', { target: 'clock', skewMs: -5 * MINUTE }],
    ['admin takes 3 seats', { target: 'seats', count: 3, isAfterRead: false }],
    ['admin takes 1 seat after each read', { target: 'seats', count: 1, isAfterRead: true }],
  ])('understands "%s"', (line, expected) => {
    expect(parseFault(line)).toEqual({ ...expected, when: ALWAYS })
  })

  it.each([
    ['entra cut for 10m', { forMs: 10 * MINUTE }],
    ['entra cut from 2h for 10m', { fromMs: 120 * MINUTE, forMs: 10 * MINUTE }],
    ['entra cut at 12', { at: 12 }],
    ['entra cut first 3', { first: 3 }],
    ['entra cut every 2', { every: 2 }],
    ['entra cut for Ada for 10m', { forMs: 10 * MINUTE }],
    ['jobs-worker killed at 7', { at: 7 }],
    ['jobs-worker killed', { at: 1 }],
    ['jobs-worker killed-after every 9', { every: 9 }],
  ])('understands when "%s" strikes', (line, when) => {
    expect(parseFault(line).when).toEqual({ ...ALWAYS, ...when })
  })

  it.each([
    '',
    'entra',
    'entra 200',
    'entra melts',
    'queue melted',
    'entra cut at noon',
    'admin takes seats',
    'clock skew',
    'scim stale 10m for Ada',
    'queue lost for Ada',
  ])('refuses "%s" and says where the language is described', (line) => {
    expect(() => parseFault(line)).toThrow('parse-fault')
  })
})
