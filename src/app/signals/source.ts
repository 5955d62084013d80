import type { Settings } from '../../core/settings'
import type { SignalSettings } from '../../core/settings/signals'
import type { Ports } from '../../ports'

type Switch = {
  [Name in keyof SignalSettings]: SignalSettings[Name] extends boolean ? Name : never
}[keyof SignalSettings]

/** One way of asking for a seat. Each stands in a file of its own and has a line in the registry. */
export interface SignalSource {
  /** As its requests keep it. */
  readonly name: string
  /** The setting that switches it on; null: it is always on. */
  readonly setting: Switch | null
  /** Somebody presses a button, for the own seat or for somebody else's: that is looked at, whatever was refused before. */
  readonly byHand?: 'own' | 'other'
}

/** A source that does not call: the tick looks at it. `P` is what it keeps to go on with, as plain JSON. */
export interface PolledSource<P = unknown> extends SignalSource {
  /** Of its alerts. `since` is an instant. */
  readonly words: Readonly<{ failing: string; behind: string; silent: string; silentText: (since: string) => string }>
  /**
   * Reads what is new.
   * @param place where the last look left it; null: begin at `since`, which goes back a little further
   * @throws AppError when the source cannot be read
   */
  look(ports: Ports, settings: Settings, place: P | null, since: Date): Promise<Look<P>>
}

export interface Look<P> {
  /** Accounts of those who have shown, holders too, and when each did so first. */
  readonly shown: ReadonlyMap<string /* accountId */, string /* ISO */>
  /** Something has shown that the source is there for, also where no account belongs to it. */
  readonly hasShown: boolean
  /** What has shown since then is not all read; the place tells the next look where to go on. */
  readonly unreadSince?: string
  /** The place is worth a write of its own. */
  readonly isMoved: boolean
  readonly place: P
}

export function isOn({ setting }: SignalSource, { signals }: Settings): boolean {
  return setting === null || signals[setting]
}
