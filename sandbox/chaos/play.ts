/** Plays one story on the built app, and holds the app to the rules after every step. */
import type { Bundle } from '../forge/build'
import type { Job } from '../administrator/create-administrator'
import type { ChosenAnswers } from '../guesses/guesses'
import { ENDINGS } from './endings/endings'
import { approveHeld } from './decisions'
import { perform } from './perform'
import { RULES } from './rules/rules'
import type { Scenario } from './scenario'
import { removeSecond } from './second'
import { arm, setUp } from './set-up'
import { traceWorld } from './trace'
import type { World } from './world'
import { createWorld } from './world'

/** What a story has broken, and where. */
export interface Breach {
  readonly rule: string
  readonly text: string
  /** 'set-up', the step from 1, or what is done in the end. */
  readonly step: string
  /** ISO, virtual. */
  readonly at: string
}

/** How much of the app a story has moved: a campaign that moves nothing proves nothing. */
export interface Moved {
  readonly grants: number
  readonly removals: number
  readonly approvals: number
  readonly undoes: number
  readonly killed: number
}

export interface Played {
  readonly breach: Breach | null
  readonly moved: Moved
}

const JOBS: readonly Job[] = ['provision', 'grant', 'sweep']
/** Postponed queue events come back within a quarter of an hour, a lease of a killed run ends after another. */
const RECOVERY = '70m'
const MINUTE_MS = 60_000
const DAY_MINUTES = 1_440
const DAY_MS = DAY_MINUTES * MINUTE_MS
/** Minutes of the day between which the last looks may begin. */
const PUBLISHED_BY = 45
const LAST_LOOKS_UNTIL = 20 * 60
const PLAN = '45m'
const APPLIED = '20m'
const APPROVALS = 3

class RuleBroken extends Error {
  readonly breach: Breach
  constructor(breach: Breach) {
    super(`${breach.rule}: ${breach.text}`)
    this.breach = breach
  }
}

/** @param options.trace is told every call and change, line by line */
export async function play(
  scenario: Scenario,
  bundle: Bundle,
  { guesses = {}, trace = null }: { guesses?: ChosenAnswers; trace?: ((line: string) => void) | null } = {},
): Promise<Played> {
  const world = await createWorld(scenario, bundle, guesses)
  const watches = RULES.map((rule) => ({ name: rule.name, breaches: rule.watch(world) }))
  const moved = watchMoves(world)
  if (trace !== null) traceWorld(world, trace)
  const check = (step: string): void => {
    for (const { name, breaches } of watches) for (const text of breaches()) fail(world, name, text, step)
  }
  try {
    await begin(world)
    check('set-up')
    for (const [index, { waitMinutes, act }] of scenario.steps.entries()) {
      await world.sandbox.runFor(`${waitMinutes}m`)
      check(`before step ${index + 1}`)
      trace?.(`Step ${index + 1}: ${JSON.stringify(act)}`)
      await perform(world, act)
      check(`step ${index + 1} (${act.type})`)
    }
    await recover(world, check)
    for (const { name, check: look } of ENDINGS) {
      for (const text of await look(world)) fail(world, name, text, 'the end')
      check('the end')
    }
    return { breach: null, moved: moved() }
  } catch (error) {
    if (error instanceof RuleBroken) return { breach: error.breach, moved: moved() }
    throw error
  }
}

function fail({ sandbox }: World, rule: string, text: string, step: string): never {
  throw new RuleBroken({ rule, text, step, at: new Date(sandbox.clock.now()).toISOString() })
}

async function begin(world: World): Promise<void> {
  const { sandbox, scenario } = world
  await sandbox.runFor('2m')
  await setUp(world)
  if (!scenario.setup.isWarm) return
  await world.call('runNow', { job: 'provision' })
  await sandbox.runFor('6m')
}

/** Faults stop, a second installation is removed, every job is armed, time passes, and the administrator approves what is held. */
async function recover(world: World, check: (step: string) => void): Promise<void> {
  const { sandbox, disarms } = world
  for (const disarm of disarms.splice(0)) disarm()
  await removeSecond(world)
  world.truth.endLapses()
  await perform(world, { type: 'role', group: 'access', on: false })
  await perform(world, { type: 'role', group: 'project', on: false })
  for (const job of JOBS) await arm(world, job, true)
  await sandbox.runFor(RECOVERY)
  check('recovery')
  // Activity is published at 00:30: the last looks must not see two different days.
  const minute = Math.floor((sandbox.clock.now() % DAY_MS) / MINUTE_MS)
  if (minute > LAST_LOOKS_UNTIL || minute < PUBLISHED_BY)
    await sandbox.runFor(`${(PUBLISHED_BY - minute + DAY_MINUTES) % DAY_MINUTES}m`)
  // Once more in the end: what the sweep took, the next full run takes note of.
  for (const job of ['provision', 'sweep', 'provision']) {
    await world.call('runNow', { job })
    await sandbox.runFor(PLAN)
    check(`the last ${job}`)
    for (let approval = 0; approval < APPROVALS; approval += 1) await approve(world, check)
  }
}

async function approve(world: World, check: (step: string) => void): Promise<void> {
  const before = world.truth.approved.length
  await approveHeld(world)
  if (world.truth.approved.length === before) return
  await world.sandbox.runFor(APPLIED)
  check('the last approval')
}

function watchMoves({ sandbox, truth }: World): () => Moved {
  let killed = 0
  sandbox.host.onInvocation(({ outcome }) => {
    if (outcome === 'killed') killed += 1
  })
  return () => ({
    grants: sandbox.report.read().grants,
    removals: truth.removals.length,
    approvals: truth.approved.length,
    undoes: truth.undoes.length,
    killed,
  })
}
