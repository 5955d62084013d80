/** A benchmark case: a company in some state, and the one thing that is measured in it. */
import type { Sandbox } from '../create-sandbox'
import type { Bundle } from '../forge/build'
import type { ChosenAnswers } from '../guesses/guesses'

export interface BenchOptions {
  readonly people: number
  /** Built from the app's folder unless told. */
  readonly bundle?: Bundle
  /** Answers to guesses about vendors; the usual ones unless told. */
  readonly guesses?: ChosenAnswers
  /** Look at what is alive in the middle of the work: it takes longer, and CPU time says nothing then. */
  readonly watchesHeap?: boolean
  readonly log: (line: string) => void
}

/** What a case tells beside the numbers that every case has. */
export type OwnKeys = Readonly<Record<string, string | number | boolean | null>>

export interface BenchCase {
  readonly name: string
  /** One line for `--list`. */
  readonly meaning: string
  /** The size is part of the case: `people` changes nothing. */
  readonly isFixed?: true
  /** Brings a company to the state in which the measurement begins. */
  prepare(options: BenchOptions): Promise<Sandbox>
  /** The measured part. Everything it causes has ended when it resolves. */
  run(sandbox: Sandbox): Promise<void>
  /** What `simulatedSeconds` counts: until the last invocation has ended, or all the time that `run` lets pass. */
  readonly measures: 'work' | 'period'
  /** Instant (epoch ms) at which the work was done, where invocations go on without any: late events, idle ticks. */
  endedAt?(sandbox: Sandbox): number
  /** Counters of its own since the start; the difference that the measured part makes is told. */
  count?(sandbox: Sandbox): Readonly<Record<string, number>>
  /** Called after the measurement. @throws Error when what was measured did not do its work */
  describe?(sandbox: Sandbox): Promise<OwnKeys>
}
