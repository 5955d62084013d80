/** Secrets, queue bodies, and what the platform is told. */
import { DIRECTORY_FORMS } from '../../../src/adapters/directories/forms'
import type { Entry } from '../check-at-rest'
import { oneOf } from '../check-at-rest'

export const OUTSIDE: readonly Entry[] = [
  {
    space: 'secret',
    key: 'connections',
    holds: {
      directory: {
        kind: 'code',
        values: Object.fromEntries(
          DIRECTORY_FORMS.flatMap(({ choices }) => choices.flatMap(({ fields }) => fields)).map(({ name }) => [
            `${name}?`,
            'typed',
          ]),
        ),
      },
      organization: {
        orgId: 'typed',
        directoryId: 'typed',
        apiKey: 'typed',
        apiKeyExpires: 'typed',
        groupIds: ['group'],
        maySuspend: 'flag',
        roles: { '<id>': 'code' },
      },
      'scim?': { directoryId: 'typed', apiKey: 'typed' },
    },
    why: 'The credentials, in Forge’s secret store.',
    kept: 'until they are replaced; an uninstall deletes them first',
  },
  {
    space: 'secret',
    key: 'signal',
    holds: { kind: 'code', secret: 'typed', 'setAt?': 'time' },
    why: 'What proves a call of the web trigger.',
    kept: 'until it is forgotten; an uninstall deletes it first',
  },
  {
    space: 'secret',
    key: 'digest-key',
    holds: 'opaque',
    why: 'Keys the digests, so that nobody can guess what they are of.',
    kept: 'an uninstall deletes it first',
  },
  {
    space: 'queue',
    key: 'jobs',
    holds: oneOf(
      { type: 'code', run: 'code', runId: 'plan', 'resume?': 'number' },
      { type: 'code' },
      { type: 'code', planId: 'plan' },
      { type: 'code', undoId: 'plan' },
      { type: 'code', previewId: 'plan' },
      { type: 'code', slot: 'time', from: 'number', cursor: oneOf('opaque', 'null') },
    ),
    why: 'The next piece of a job.',
    kept: 'until it is delivered, at most a day',
  },
  {
    space: 'queue',
    key: 'inbox',
    holds: { hint: oneOf('request', 'null') },
    why: 'That somebody asks: key of the request.',
    kept: 'until it is delivered, at most a day',
  },
  {
    space: 'queue',
    key: 'looks',
    holds: {},
    why: 'That the sign-in log is to be looked at; nothing is in it.',
    kept: 'until it is delivered, at most a day',
  },
  {
    space: 'report',
    key: 'accounts',
    holds: { accounts: [{ accountId: 'account', updatedAt: 'time' }] },
    why: 'The weekly report to Atlassian of whom something is kept about.',
    kept: 'not kept by the app',
  },
]
