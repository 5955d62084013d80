/** State of the installation, and what is known of groups. */
import type { Entry } from '../check-at-rest'
import { oneOf } from '../check-at-rest'
import { REPORT, SETTINGS } from './shapes'

export const INSTALLATION: readonly Entry[] = [
  {
    space: 'kvs',
    key: 'settings',
    holds: SETTINGS,
    why: 'The rules. Patterns, messages and reasons are what administrators typed.',
    kept: 'until the app is uninstalled',
  },
  {
    space: 'kvs',
    key: 'connected',
    holds: {
      tenantId: 'typed',
      clientId: 'typed',
      orgId: 'typed',
      directoryId: 'typed',
      scimDirectoryId: oneOf('typed', 'null'),
      apiKeyExpires: 'typed',
    },
    why: 'What the page shows of the connections: ids and dates, never a secret.',
    kept: 'until the app is uninstalled',
  },
  {
    space: 'kvs',
    key: 'schedule',
    holds: { provision: 'time', leavers: 'time', sweep: 'time', 'personalData?': 'time' },
    why: 'Which slot of each schedule was handed out last.',
    kept: 'until the app is uninstalled',
  },
  {
    space: 'kvs',
    key: 'last-good',
    holds: {
      'people?': 'number',
      'accounts?': 'number',
      'holders?': { '<code>': 'number' },
      'linked?': 'number',
      'watchedSince?': 'time',
      'readAt?': 'time',
    },
    why: 'Counts of the last whole reads: a much smaller one removes nobody.',
    kept: 'until the app is uninstalled',
  },
  {
    space: 'kvs',
    key: 'last-run:<code>',
    holds: REPORT,
    why: 'The last run of each job, as the page shows it.',
    kept: 'until the next run',
  },
  {
    space: 'kvs',
    key: 'delta',
    holds: { cursor: 'opaque', at: 'time' },
    why: 'Where the directory’s list of changes was left: a token of the directory.',
    kept: 'until the next leaver run',
  },
  {
    space: 'kvs',
    key: 'sign-ins',
    holds: { at: 'time', seen: ['opaque'], 'firstAt?': 'time', 'lastRowAt?': 'time' },
    why: 'Which rows of the sign-in log were handled: shortened ids of rows.',
    kept: 'the rows of half an hour',
  },
  {
    space: 'kvs',
    key: 'sign-in-failure',
    holds: { since: 'time', because: 'text' },
    why: 'Since when the sign-in log cannot be read.',
    kept: 'until it can be read',
  },
  {
    space: 'kvs',
    key: 'ledger',
    holds: [{ at: 'time', kind: 'code', removals: 'number', 'planId?': 'plan' }],
    why: 'Removals of the last 24 hours, for the removal limit.',
    kept: '24 hours',
  },
  {
    space: 'kvs',
    key: 'signal-secret',
    holds: { kind: 'code', setAt: 'time' },
    why: 'That the web trigger has a secret, and of which kind.',
    kept: 'as long as the secret',
  },
  {
    space: 'kvs',
    key: 'signal-nonce:<digest>',
    holds: 'number',
    why: 'That a call of the web trigger came before: a keyed digest of its number.',
    kept: '15 minutes',
  },
  {
    space: 'kvs',
    key: 'inbox-wake',
    holds: 'time',
    why: 'When the inbox was last woken.',
    kept: 'until the next time',
  },
  {
    space: 'kvs',
    key: 'group-check:<group>',
    holds: { at: 'time', because: oneOf('code', 'null') },
    why: 'Whether people may be added to a group.',
    kept: 'read anew after five minutes',
  },
  {
    space: 'kvs',
    key: 'group-roles',
    holds: { '<group>': { at: 'time', admin: 'flag' } },
    why: 'Which groups give administration: their members are never removed.',
    kept: '24 hours',
  },
]
