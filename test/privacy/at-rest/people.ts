/** What is kept per person and account. */
import type { Entry } from '../check-at-rest'
import { oneOf } from '../check-at-rest'
import { LINK, REF, listOf } from './shapes'

export const PEOPLE: readonly Entry[] = [
  {
    space: 'kvs',
    key: 'links:p:<shard>',
    holds: { '<person>': LINK },
    why: 'Which account belongs to which person of the directory, and a keyed digest of what was last written.',
    kept: 'until the person is gone from the directory, the account is closed, or the app is uninstalled',
  },
  {
    space: 'kvs',
    key: 'links:a:<shard>',
    holds: { '<account>': 'person' },
    why: 'The same the other way round: who is behind an account that asks.',
    kept: 'as above',
  },
  {
    space: 'kvs',
    key: 'seat:<account>',
    holds: {
      holds: 'flag',
      'grantedAt?': 'time',
      'seenDay?': 'number',
      'revokedAt?': 'time',
      'givenBackAt?': 'time',
      'decisions?': [REF],
    },
    why: 'Since when somebody holds access and on which day they last used Jira: what dormancy counts from.',
    kept: 'until the account is closed or the app is uninstalled',
  },
  {
    space: 'kvs',
    key: 'invited:<person>',
    holds: { at: 'time' },
    why: 'That somebody of the directory was invited to the organization (an experiment that is off), so that it is not done twice.',
    kept: '3 days',
    elsewhere: 'test/scenario/provision/invite.scenario.test.ts',
  },
  {
    space: 'kvs',
    key: 'notice:<account>',
    holds: {
      '<code>': { begunAt: 'time', firstAt: 'time', lastAt: 'time', told: 'number', 'refusedAt?': 'time' },
    },
    why: 'When somebody was told that unused access will be taken back, by product.',
    kept: '120 days, or until the account is closed',
    elsewhere: 'test/app/sweep/notices.test.ts',
  },
  {
    space: 'kvs',
    key: 'left:<account>',
    holds: { groupIds: ['group'], accessGroupIds: ['group'] },
    why: 'What somebody who left had, so that exactly that can come back.',
    kept: 'until the person is back, or the account is closed',
  },
  {
    space: 'kvs',
    key: 'regrouped:<account>',
    holds: { decisions: [REF] },
    why: 'Where the journal tells which groups somebody joined or left by local group management, so that it can be undone for one person.',
    kept: 'as long as the journal (a setting), or until the account is closed',
    elsewhere: 'test/scenario/provision/local-groups.scenario.test.ts',
  },
  {
    space: 'kvs',
    key: 'on-behalf:<account>:<number>:<number>',
    holds: 'number',
    why: 'That somebody has asked for another person on a day; the last number counts.',
    kept: 'two days',
  },
  {
    space: 'entity request',
    key: '<request>',
    holds: {
      state: 'partition',
      askedAtSecond: 'number',
      data: {
        accountId: 'account',
        productKey: 'code',
        askedAt: 'time',
        source: 'code',
        'place?': 'number',
        'groupIds?': ['group'],
        'tries?': 'number',
        'nextAt?': 'time',
        'refusal?': { because: 'code', free: 'number', at: 'time' },
      },
    },
    why: 'Who asks for a seat, and the waiting list.',
    kept: 'until it is decided; a place on the waiting list as long as the settings say',
  },
  {
    space: 'kvs',
    key: 'guard:<code>',
    holds: {
      used: oneOf('number', 'null'),
      reservations: [{ accountId: 'account', at: 'time', 'shown?': 'number' }],
      'expected?': { at: 'time', free: 'number', granted: 'number', 'lost?': 'number' },
      'own?': { given: 'number', freed: 'number', at: 'time' },
    },
    why: 'Seats that were given but may not show in a read yet, and how many the app has given and freed in all.',
    kept: 'who was given one: 15 minutes; the counts: until the app is uninstalled',
  },
  {
    space: 'kvs',
    key: 'seat-watches',
    holds: {
      products: { '<code>': { since: 'time', others: 'number', taken: 'number', used: 'number' } },
      'isPutOff?': 'flag',
    },
    why: 'How many seats of each product others gave within the last day.',
    kept: 'until the app is uninstalled',
  },
  {
    space: 'kvs',
    key: 'people:<code>',
    holds: listOf('line'),
    why: 'Who holds access, whose access only the identity provider can end, and who has no account: for the filters of the People tab.',
    kept: 'until the next full run or sweep',
  },
  {
    space: 'kvs',
    key: 'people:<code>:<digest>:<number>',
    holds: ['line'],
    why: 'The same, where it is too long for one value.',
    kept: 'until the next full run or sweep',
    elsewhere: 'test/app/admin/list-people.test.ts',
  },
]
