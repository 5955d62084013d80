/** Open questions about the Forge platform, and where the model differs from it. */
import { defaultAnswers } from '../guess'
import type { AnswersTo, Deviation, Guess } from '../guess'

export const FORGE_GUESSES = [
  {
    id: 'kvs-lost-condition-status',
    what: 'Status of a transaction whose condition does not hold (code `CONDITION_FAILED`, a word of ours)',
    answers: { '409': 'a conflict', '400': 'a bad request, as of the database underneath' },
    default: '409',
    matters:
      'Every lease and every shared record: a lost race must be an answer and not an error. The app reads the record after any 4xx but 429 and compares its version',
    check: 'write a record of an entity with a condition on a version that it does not have',
  },
  {
    id: 'kvs-existing-key-status',
    what: 'Status of `FAIL_IF_EXISTS` on a key that holds a value (code `KEY_ALREADY_EXISTS`, a word of ours)',
    answers: { '409': 'a conflict', '400': 'a bad request' },
    default: '409',
    matters: 'Requests that are asked twice, tokens of the web trigger, records made by two invocations at once',
    check: 'set a key twice with `FAIL_IF_EXISTS`',
  },
  {
    id: 'kvs-missing-record-condition',
    what: 'A condition of a transaction on a record that is not there',
    answers: {
      holds: 'is judged as if the record had no attributes: `NOT_EXISTS` and the negations hold',
      fails: 'never holds, `NOT_EXISTS` included',
    },
    default: 'holds',
    matters:
      'How a record is made under compare-and-set: “`version` does not exist” makes it under one answer only, `FAIL_IF_EXISTS` under both',
    check: 'transact with `NOT_EXISTS` on an attribute of a record that was never written',
  },
  {
    id: 'kvs-batch-key-twice',
    what: 'A batch (get, set, delete) that names a key twice. The documentation says that it fails entirely',
    answers: {
      answered: 'each item is answered by itself',
      refused: 'the whole request is refused with 400',
    },
    default: 'refused',
    matters: 'Reads of many people at once, where somebody is named twice: refused, nobody of the batch is read',
    check: '`batchGet` of one key twice',
  },
  {
    id: 'kvs-batch-operations',
    what: '“A maximum of 45 batch operations per minute”, which one page of the documentation still states and the others no longer do',
    answers: { unlimited: 'only units and requests are limited', '45-a-minute': 'the 46th batch of a minute is 429' },
    default: 'unlimited',
    matters: 'The length of every run: a full run reads and writes its records in hundreds of batches',
    check: '60 calls of `batchGet` within a minute',
  },
] as const satisfies readonly Guess[]

export type ForgeAnswers = AnswersTo<typeof FORGE_GUESSES>
export const FORGE_DEFAULTS: ForgeAnswers = defaultAnswers(FORGE_GUESSES)

export const FORGE_DEVIATIONS: readonly Deviation[] = [
  {
    what: 'Memory is a number for the bill and a range for the manifest, not a cap: a cap needs a thread per instance, which is far too slow for simulations. `test/sandbox/forge/memory.test.ts` loads the bundle in a thread with a cap',
    check: 'deploy, watch memory in the developer console during a full run',
  },
  {
    what: 'Cold starts cost no virtual time, and code between two calls takes none; GB-seconds are therefore a lower bound; `bench` tells an upper one with all CPU and a cold start for each invocation',
    check: 'compare invocation durations in the developer console',
  },
  {
    what: 'How late queries are (≤ 1.5 s), how often events come twice (0.5 %), how much concurrency leaks (0.5 %), the first step of each back-off',
    check: 'push 1,000 events that log their ids; query right after writing',
  },
  {
    what: 'Filter expressions know comparisons with `&&` and `||` only; another expression does not load',
    check: '– (an error here, never a silent answer)',
  },
  {
    what: 'Unknown codes of KVS errors are our own words; an app should look at the status',
    check: 'provoke a `FAIL_IF_EXISTS` conflict and a failed condition',
  },
  { what: '1,000 requests and 1 MB per key and second are counted in stretches of a second', check: null },
  {
    what: 'Reports of personal data: who is closed or changed is told by tests (`host.personalData`); no limit of rate and no check of the seven days',
    check: 'report the test ids that Atlassian publishes',
  },
  {
    what: 'One installation: limits over all installations of an app (30,000 invocations a minute, the free allowances) are not met',
    check: null,
  },
  { what: 'No SQL, object store, realtime, app events, remotes other than egress', check: null },
]
