import type { World } from '../world'

/** What must be so in the end, once faults have stopped, time has passed and held plans were approved. */
export interface Ending {
  readonly name: string
  /** @returns what is not as it should be, in words */
  check(world: World): Promise<readonly string[]>
}
