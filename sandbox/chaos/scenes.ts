/** Steps that only together make something happen: one that prepares it, and others that follow while it lasts. */
import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { askerTrouble, gap, leaverTrouble, partialRead, unclearGrant, unwritable } from './fault-lines'
import type { Act, Step } from './scenario'

/** A plan is made within the first, a request judged within the second, and after the third the app knows who was active. */
const PLANNED_MINUTES = { min: 3, max: 30 }
const SOON_MINUTES = { min: 0, max: 8 }
const LEARNT_MINUTES = { min: 10, max: 60 }
/** Until faults have passed, and until everybody must have been answered: see rules/own-trouble-stays-own.ts. */
const CALM_MINUTES = 120
const ANSWERED_MINUTES = 75
/** After a fault: see rules/leavers-are-out-in-time.ts. */
const FORGIVEN_MINUTES = 240
/** More than a breaker watches. */
const RENAMED = 24
/** Most that are asking or working in one scene. */
const COUNT_MAX = 12

const who = fc.integer({ min: 0, max: 59 })
const count = fc.integer({ min: 1, max: COUNT_MAX })
const planned = fc.integer(PLANNED_MINUTES)
const soon = fc.integer(SOON_MINUTES)
const learnt = fc.integer(LEARNT_MINUTES)

const after = (waitMinutes: number, act: Act): Step => ({ waitMinutes, act })

/** A sweep plans to take seats; some of those people use Jira again; the administrator approves what was held. */
const changeOfMind = fc
  .tuple(planned, who, count, learnt)
  .map(([minutes, first, many, later]) => [
    after(0, { type: 'run', job: 'sweep' }),
    after(minutes, { type: 'work', whom: 'dormant', who: first, count: many }),
    after(later, { type: 'approve' }),
  ])

/** A source shows a part of what it has, just when a job reads it, and the administrator approves whatever came of it. */
const partialTruth = fc
  .tuple(partialRead, fc.constantFrom<'provision' | 'sweep'>('provision', 'provision', 'sweep'), planned)
  .map(([line, job, minutes]) => [
    after(0, { type: 'fault', line, job, minutes: 120 }),
    after(minutes, { type: 'approve' }),
  ])

/** Others take the last seats, and everybody asks: who has a seat, too. */
const scarcity = fc
  .tuple(
    fc.integer({ min: 1, max: 14 }),
    soon,
    who,
    count,
    fc.constantFrom<'portal' | 'web-trigger' | 'admin'>('portal', 'web-trigger', 'admin'),
  )
  .map(([seats, later, first, many, how]) => [
    after(0, { type: 'rival', seats }),
    after(later, { type: 'ask', whom: 'anybody', who: first, how, count: many }),
  ])

/** In calm times services fail for one of those who ask, for some hours; then nothing happens for more than an hour. */
const ownTrouble = fc
  .tuple(
    askerTrouble,
    who,
    count,
    count,
    fc.constantFrom<'portal' | 'web-trigger' | 'admin'>('portal', 'web-trigger', 'admin'),
  )
  .map(([line, first, many, nth, how]) => [
    after(CALM_MINUTES, { type: 'fault', line: `${line} for %${first + (nth % many)}`, job: null, minutes: 240 }),
    after(0, { type: 'ask', whom: 'without', who: first, how, count: many }),
    after(ANSWERED_MINUTES, { type: 'run', job: 'provision' }),
  ])

/** In calm times services fail for one person who leaves; later nothing fails, for longer than the app waits before a try. */
const troubledLeaver = fc
  .tuple(leaverTrouble, who, fc.constantFrom(30, 60, 240))
  .map(([line, first, minutes]) => [
    after(CALM_MINUTES, { type: 'fault', line: `${line} for @${first}`, job: null, minutes }),
    after(0, { type: 'leave', who: first, count: 1, how: 'disabled' }),
    after(minutes + FORGIVEN_MINUTES, { type: 'work', whom: 'anybody', who: first, count: 1 }),
  ])

/** Many are renamed, and the SCIM directory takes nothing for an hour. */
const manyRenames = fc
  .tuple(unwritable, who)
  .map(([line, first]) => [
    after(0, { type: 'fault', line, job: null, minutes: 60 }),
    after(0, { type: 'rename', who: first, count: RENAMED }),
    after(0, { type: 'run', job: 'provision' }),
  ])

/** Another administrator gives a seat by hand to somebody who asks at that moment; later it has been recorded. */
const handAndClick = fc
  .tuple(who, learnt)
  .map(([first, later]) => [
    after(0, { type: 'hand', who: first, seat: true, asks: true }),
    after(later, { type: 'work', whom: 'anybody', who: first, count: 1 }),
  ])

/** As a change of mind, and the store fails to read some records just when the plan is approved, or made anew. */
const memoryGap = fc
  .tuple(gap, fc.constantFrom<'sweep' | null>('sweep', null), planned, who, count, learnt)
  .map(([line, job, minutes, first, many, later]) => [
    after(0, { type: 'run', job: 'sweep' }),
    after(minutes, { type: 'work', whom: 'dormant', who: first, count: many }),
    after(later, { type: 'fault', line, job, minutes: 30 }),
    after(job === null ? 0 : minutes, { type: 'approve' }),
  ])

/** Seats are read late, grants are not answered, and everybody asks for the last few. */
const unclearGrants = fc
  .tuple(unclearGrant, who, count)
  .map(([line, first, many]) => [
    after(0, { type: 'fault', line: 'jira /applicationrole stale 5m', job: null, minutes: 30 }),
    after(0, { type: 'fault', line, job: null, minutes: 30 }),
    after(0, { type: 'ask', whom: 'without', who: first, how: 'admin', count: many }),
  ])

export const scene: Arbitrary<readonly Step[]> = fc.oneof(
  ...[
    changeOfMind,
    partialTruth,
    scarcity,
    ownTrouble,
    troubledLeaver,
    manyRenames,
    handAndClick,
    memoryGap,
    unclearGrants,
  ],
)
