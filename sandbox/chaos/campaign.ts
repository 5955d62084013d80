/** Many runs over a few processes. A run is the same in whichever process it is played. */
import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import type { Bundle } from '../forge/build'
import type { ChosenAnswers } from '../guesses/guesses'
import type { RunOrder, RunResult } from './run-one'

/** What a worker is told: one run after the other. */
export interface WorkerOrder extends RunOrder {
  readonly bundle: Bundle
}

export interface Campaign {
  readonly seed: number
  readonly runs: number
  readonly workers: number
  readonly shrinkMs: number
  readonly bundle: Bundle
  readonly guesses?: ChosenAnswers
  /** Begins no further run once it says so. */
  readonly isEnough?: (results: readonly RunResult[]) => boolean
  readonly onResult?: (result: RunResult) => void
}

/** @param program path of this very program, which is started anew as a worker */
export async function runCampaign(program: string, campaign: Campaign): Promise<readonly RunResult[]> {
  const { seed, runs, shrinkMs, bundle, guesses = {}, isEnough = () => false, onResult = () => undefined } = campaign
  const results: RunResult[] = []
  let next = 1
  const takeRun = (): number | null => (next > runs || isEnough(results) ? null : next++)

  async function serve(worker: ChildProcess): Promise<void> {
    try {
      for (let run = takeRun(); run !== null; run = takeRun()) {
        const result = await ask(worker, { seed, run, shrinkMs, guesses, bundle })
        results.push(result)
        onResult(result)
      }
    } finally {
      worker.kill()
    }
  }

  const workers = Array.from({ length: Math.min(campaign.workers, runs) }, () => fork(program, ['--worker']))
  await Promise.all(workers.map(serve))
  return results.sort((a, b) => a.run - b.run)
}

function ask(worker: ChildProcess, order: WorkerOrder): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(new Error(`The worker died during run ${order.run} of seed ${order.seed}.`))
    worker.once('exit', leave)
    worker.once('message', (result) => {
      worker.off('exit', leave)
      resolve(result as RunResult)
    })
    worker.send(order)
  })
}
