/** Steps that only together make something happen: one that prepares it, and others that follow while it lasts. */
import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { partialRead, personal } from './fault-lines'
import type { Act, Step } from './scenario'

/** A plan is made within the first, a request judged within the second, and after the third the app knows who was active. */
const PLANNED_MINUTES = { min: 3, max: 30 }
const SOON_MINUTES = { min: 0, max: 8 }
const LEARNT_MINUTES = { min: 10, max: 60 }
/** Until faults have passed, and until everybody must have been answered: see rules/own-trouble-stays-own.ts. */
const CALM_MINUTES = 120
const ANSWERED_MINUTES = 75
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

/** In calm times services fail for one person for some hours, and others ask; then nothing happens for more than an hour. */
const ownTrouble = fc
  .tuple(
    personal,
    soon,
    who,
    count,
    fc.constantFrom<'portal' | 'web-trigger' | 'admin'>('portal', 'web-trigger', 'admin'),
  )
  .map(([line, later, first, many, how]) => [
    after(CALM_MINUTES, { type: 'fault', line, job: null, minutes: 240 }),
    after(later, { type: 'ask', whom: 'without', who: first, how, count: many }),
    after(ANSWERED_MINUTES, { type: 'run', job: 'provision' }),
  ])

export const scene: Arbitrary<readonly Step[]> = fc.oneof(changeOfMind, partialTruth, scarcity, ownTrouble)
