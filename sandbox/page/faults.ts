/** Faults that are switched on from the page, each a line of the language of ../faults/parse-fault.ts. */
import type { Faults } from '../faults/create-faults'
import type { ActiveFault, Told } from './api'

export interface FaultSwitches {
  current(): readonly ActiveFault[]
  /** A line that is not understood switches nothing on, and says so. */
  switchOn(line: string): Told
  switchOff(line: string): Told
}

export function createFaultSwitches(faults: Faults): FaultSwitches {
  const disarms = new Map<string, () => void>()
  return {
    current: () => [...disarms.keys()].map((line) => ({ line, struck: faults.struck(line) })),
    switchOn: (line) => {
      if (disarms.has(line)) return { ok: false, message: `"${line}" is on already.` }
      try {
        disarms.set(line, faults.add(line))
        return { ok: true, message: `"${line}" is on.` }
      } catch (error) {
        return { ok: false, message: error instanceof Error ? error.message : String(error) }
      }
    },
    switchOff: (line) => {
      disarms.get(line)?.()
      return disarms.delete(line)
        ? { ok: true, message: `"${line}" is off.` }
        : { ok: false, message: `"${line}" is not on.` }
    },
  }
}
