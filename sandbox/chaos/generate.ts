/** Random stories. They shrink to fewer steps, fewer people and the plainest settings. */
import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import type { Job } from '../administrator/create-administrator'
import { faultLine } from './fault-lines'
import type { Act, CastSizes, Scenario, Setup, Step } from './scenario'
import { scene } from './scenes'

/** Of single steps and of scenes. */
const SCENES_MAX = 16
const MINUTES_A_DAY = 1_440

const upTo = (max: number): Arbitrary<number> => fc.integer({ min: 0, max })
const from1 = (max: number): Arbitrary<number> => fc.integer({ min: 1, max })
const job = fc.constantFrom<Job>('provision', 'grant', 'sweep')
const mostly = fc.integer({ min: 0, max: 9 }).map((roll) => roll < 9)
const seldom = fc.integer({ min: 0, max: 9 }).map((roll) => roll === 9)
const who = upTo(59)

const cast: Arbitrary<CastSizes> = fc.record({
  active: fc.integer({ min: 2, max: 20 }),
  idle: upTo(14),
  edge: upTo(3),
  unknown: upTo(2),
  without: upTo(8),
  fresh: upTo(5),
  disabled: upTo(2),
})

const setup: Arbitrary<Setup> = fc.record({
  freeSeats: upTo(14),
  seatReserve: fc.constantFrom(5, 5, 0, 1, 3, 7),
  removeNeverUsed: seldom,
  hasRequiredGroup: fc.boolean(),
  leavers: fc.record({
    account: fc.constantFrom<'disable' | 'keep'>('disable', 'disable', 'disable', 'keep'),
    removeGroups: fc.boolean(),
  }),
  quietDays: fc.constantFrom(0, 0, 0, 0, 5),
  provisionHours: fc.constantFrom(3, 6, 12),
  sweepHours: fc.constantFrom(2, 4, 8),
  leaversMinutes: fc.constantFrom(15, 15, 5, 60),
  armed: fc.record({ provision: mostly, grant: mostly, sweep: mostly }),
  isWarm: mostly,
  lists: fc.constantFrom<'all' | 'access-only'>('all', 'all', 'all', 'access-only'),
  maySuspend: mostly,
})

const acts: Record<Act['type'], { weight: number; arbitrary: Arbitrary<Act> }> = {
  fault: {
    weight: 16,
    arbitrary: fc.record({
      type: fc.constant('fault' as const),
      line: faultLine,
      job: fc.constantFrom<Job | null>(null, null, 'provision', 'sweep', 'grant'),
      minutes: fc.constantFrom(10, 30, 60, 120, 240),
    }),
  },
  ask: {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constant('ask' as const),
      whom: fc.constantFrom<'without' | 'anybody'>('without', 'without', 'anybody'),
      who,
      how: fc.constantFrom<'portal' | 'sign-in' | 'act' | 'web-trigger' | 'admin'>(
        ...(['portal', 'portal', 'sign-in', 'act', 'web-trigger', 'admin'] as const),
      ),
      count: from1(6),
    }),
  },
  work: {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('work' as const),
      whom: fc.constantFrom<'anybody' | 'dormant'>('anybody', 'dormant'),
      who,
      count: from1(8),
    }),
  },
  leave: {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('leave' as const),
      who,
      count: fc.constantFrom(1, 1, 2, 3, 8, 14),
      how: fc.constantFrom<'disabled' | 'deleted' | 'out-of-scope'>('disabled', 'disabled', 'deleted', 'out-of-scope'),
    }),
  },
  return: { weight: 4, arbitrary: fc.record({ type: fc.constant('return' as const), who }) },
  join: { weight: 2, arbitrary: fc.record({ type: fc.constant('join' as const), count: from1(3) }) },
  rename: { weight: 1, arbitrary: fc.record({ type: fc.constant('rename' as const), who, count: from1(3) }) },
  rival: { weight: 3, arbitrary: fc.record({ type: fc.constant('rival' as const), seats: from1(6) }) },
  hand: {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('hand' as const), who, seat: fc.boolean(), asks: fc.boolean() }),
  },
  seats: {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('seats' as const), change: fc.integer({ min: -4, max: 12 }) }),
  },
  run: { weight: 5, arbitrary: fc.record({ type: fc.constant('run' as const), job }) },
  approve: { weight: 5, arbitrary: fc.record({ type: fc.constant('approve' as const) }) },
  'undo-run': { weight: 4, arbitrary: fc.record({ type: fc.constant('undo-run' as const) }) },
  'undo-person': { weight: 2, arbitrary: fc.record({ type: fc.constant('undo-person' as const), who }) },
  stop: { weight: 1, arbitrary: fc.record({ type: fc.constant('stop' as const) }) },
  arm: { weight: 3, arbitrary: fc.record({ type: fc.constant('arm' as const), job, armed: mostly }) },
  reserve: { weight: 1, arbitrary: fc.record({ type: fc.constant('reserve' as const), seats: upTo(8) }) },
  role: {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('role' as const),
      group: fc.constantFrom<'access' | 'project'>('access', 'project'),
      on: fc.boolean(),
    }),
  },
  second: { weight: 1, arbitrary: fc.record({ type: fc.constant('second' as const) }) },
  upgrade: { weight: 1, arbitrary: fc.record({ type: fc.constant('upgrade' as const) }) },
  reinstall: {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('reinstall' as const), afterMinutes: fc.constantFrom(0, 1, 30) }),
  },
}

const step: Arbitrary<Step> = fc.record({
  waitMinutes: fc.oneof(fc.constantFrom(0, 1), upTo(20), upTo(150)),
  act: fc.oneof(...Object.values(acts)) as Arbitrary<Act>,
})

export const scenario: Arbitrary<Scenario> = fc.record({
  seed: upTo(1_000_000),
  startMinute: fc.integer({ min: MINUTES_A_DAY, max: 2 * MINUTES_A_DAY }),
  cast,
  setup,
  steps: fc
    .array(
      fc.oneof(
        {
          weight: 8,
          arbitrary: step.map((one) => [one]),
        },
        { weight: 1, arbitrary: scene },
      ),
      { minLength: 1, maxLength: SCENES_MAX, size: 'max' },
    )
    .map((scenes) => scenes.flat()),
})
