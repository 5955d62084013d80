/** Seat counts as Jira tells them: what was true some time ago. */
import type { Site } from '../atlassian/site'
import type { Clock } from '../clock'

export interface LateSeats {
  used(productKey: string): number
}

export function createLateSeats({ clock, site, lagMs }: { clock: Clock; site: Site; lagMs: number }): LateSeats {
  /** Changes that are too young to show, oldest first. */
  const recent: { at: number; productKey: string; delta: number }[] = []

  function forgetShown(): void {
    const shown = clock.now() - lagMs
    let count = 0
    while (count < recent.length && recent[count]!.at <= shown) count += 1
    if (count > 0) recent.splice(0, count)
  }

  site.onChange((change) => {
    if (change.kind !== 'seat') return
    recent.push({ at: change.at, productKey: change.productKey, delta: change.held ? 1 : -1 })
    // Seeding makes thousands of changes at one instant; looking at each push would cost their square.
    if (recent.length > 1_024 && recent[0]!.at < change.at) forgetShown()
  })

  return {
    used: (productKey) => {
      forgetShown()
      let used = site.seatsUsed(productKey)
      for (const change of recent) if (change.productKey === productKey) used -= change.delta
      return used
    },
  }
}
