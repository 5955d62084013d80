/** What a measured part costs at Forge's list price, with nothing free deducted. */
import { costOf } from '../meters/monthly-cost'
import type { BilledUsage } from '../meters/monthly-cost'

/** A function with so much memory has one CPU of its own; less memory, less of it (AWS Lambda: configure memory). */
const GB_PER_CPU = 1_769 / 1_024
/** CPU time of loading the bundle in a new process: 58 to 61 ms measured (two cores, Node 20). */
const LOAD_SECONDS = 0.06

export interface Costs {
  usdGbSeconds: number
  usdKvsReads: number
  usdKvsWrites: number
  usdLogs: number
  /** The sum: waiting is all in it, computing is not. */
  usd: number
  /**
   * GB-seconds if every CPU second of this process, the sandbox's own included, were the app's, and every invocation began in a
   * new process.
   */
  gbSecondsWithCpu: number
  /** The sum with those: the truth lies between the two. */
  usdWithCpu: number
}

const NOTHING: BilledUsage = { gbSeconds: 0, kvsReadBytes: 0, kvsWriteBytes: 0, logBytes: 0 }
const PARTS = 1e6

export function readCosts(billed: BilledUsage, cpuSeconds: number, invocations: number): Costs {
  const { gbSeconds, kvsReadBytes, kvsWriteBytes, logBytes } = billed
  const gbSecondsWithCpu = gbSeconds + (cpuSeconds + invocations * LOAD_SECONDS) * GB_PER_CPU
  return {
    usdGbSeconds: roundUp(costOf({ ...NOTHING, gbSeconds })),
    usdKvsReads: roundUp(costOf({ ...NOTHING, kvsReadBytes })),
    usdKvsWrites: roundUp(costOf({ ...NOTHING, kvsWriteBytes })),
    usdLogs: roundUp(costOf({ ...NOTHING, logBytes })),
    usd: roundUp(costOf(billed)),
    gbSecondsWithCpu: Math.ceil(gbSecondsWithCpu * 100) / 100,
    usdWithCpu: roundUp(costOf({ ...billed, gbSeconds: gbSecondsWithCpu })),
  }
}

function roundUp(usd: number): number {
  return Math.ceil(usd * PARTS) / PARTS
}
