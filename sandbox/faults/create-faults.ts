/** The faults of a run, each named in one line of text (see parse-fault.ts). Nothing else in the sandbox knows of them. */
import type { ForgeHost } from '../forge/host'
import type { Random } from '../random'
import { createDeliveryInterceptor, createKill } from './delivery-faults'
import type { Fault, When } from './fault'
import { parseFault } from './parse-fault'
import { createRequestInterceptor } from './request-faults'
import { createTiming } from './timing'
import type { NamesPerson, People } from './person'
import { createNamesPerson } from './person'
import { createItemFailure } from './store-faults'
import type { FaultWorld } from './world-faults'
import { createStateSwitch, takeSeats, takeSeatsAfterReads } from './world-faults'

export interface Faults {
  /** Arms a fault: its times count from now. @returns disarms it @throws Error when the line is not understood, or names nobody */
  add(line: string): () => void
  /** How often the faults of this line have struck. */
  struck(line: string): number
}

type Host = FaultWorld['host'] & Pick<ForgeHost, 'addInterceptor' | 'addPlatformInterceptor' | 'addDeliveryInterceptor'>

/** Whoever it is. */
const ANYBODY: NamesPerson = () => true

export function createFaults(world: FaultWorld & People & { readonly host: Host; readonly random: Random }): Faults {
  const { clock, host, random } = world
  const counts = new Map<string, number>()

  function arm(fault: Fault, onStrike: () => void): () => void {
    switch (fault.target) {
      case 'request':
        return host.addInterceptor(
          createRequestInterceptor(clock, fault, namesOf(fault.person), createTiming(clock, fault.when), onStrike),
        )
      case 'delivery': {
        const chance = random.fork(`fault/${counts.size}`)
        const timing = createTiming(clock, fault.when)
        return host.addDeliveryInterceptor(createDeliveryInterceptor(chance, fault, timing, onStrike))
      }
      case 'function': {
        const { request, platform } = createKill(fault, createTiming(clock, fault.when), onStrike)
        const disarms = [host.addInterceptor(request), host.addPlatformInterceptor(platform)]
        return () => disarms.forEach((disarm) => disarm())
      }
      case 'store': {
        const timing = createTiming(clock, fault.when)
        return host.addPlatformInterceptor(({ kind }) => {
          if (kind !== 'kvs' || !timing.strikes()) return undefined
          onStrike()
          return 'refuse'
        })
      }
      case 'store-item': {
        const timing = createTiming(clock, fault.when)
        const names = namesOf(fault.person) ?? ANYBODY
        const strikes = (key: string): boolean => {
          if (!key.includes(fault.key ?? '') || !names(key) || !timing.strikes()) return false
          onStrike()
          return true
        }
        return host.addPlatformInterceptor(createItemFailure(strikes))
      }
      case 'seats':
        return armRival(fault, onStrike)
      default:
        return hold(fault.when, createStateSwitch(world, fault), onStrike)
    }
  }

  function namesOf(person: string | null): NamesPerson | null {
    return person === null ? null : createNamesPerson(world, person)
  }

  function armRival({ count, isAfterRead, when }: Extract<Fault, { target: 'seats' }>, onStrike: () => void) {
    let isArmed = true
    const strike = (): void => {
      if (!isArmed) return
      onStrike()
      takeSeats(world, count)
    }
    if (isAfterRead) {
      const timing = createTiming(clock, when)
      takeSeatsAfterReads(host, { strikes: () => isArmed && timing.strikes() }, strike)
    } else clock.at(clock.now() + when.fromMs, strike)
    return () => {
      isArmed = false
    }
  }

  /** A state lasts, so of `when` only the times count. */
  function hold({ fromMs, forMs }: When, set: (isOn: boolean) => void, onStrike: () => void): () => void {
    let isOn = false
    let isArmed = true
    const turn = (on: boolean): void => {
      if (isOn === on || (on && !isArmed)) return
      isOn = on
      if (on) onStrike()
      set(on)
    }
    if (fromMs === 0) turn(true)
    else clock.at(clock.now() + fromMs, () => turn(true))
    if (Number.isFinite(forMs)) clock.at(clock.now() + fromMs + forMs, () => turn(false))
    return () => {
      isArmed = false
      turn(false)
    }
  }

  return {
    add: (line) => {
      const fault = parseFault(line)
      const disarm = arm(fault, () => counts.set(line, (counts.get(line) ?? 0) + 1))
      counts.set(line, counts.get(line) ?? 0)
      return disarm
    },
    struck: (line) => {
      const count = counts.get(line)
      if (count === undefined) throw new Error(`Expected a fault that was armed, got "${line}".`)
      return count
    },
  }
}
