/** Liveness: once nothing fails any more, nobody is listed whose change failed. */
import { waitsForASeat } from './waits-for-a-seat'
import type { Ending } from './ending'

export const nobodyIsLeftInTrouble: Ending = {
  name: 'nobody-is-left-in-trouble',
  check: async (world) =>
    Object.entries(world.kept()).flatMap(([key, value]) => {
      if (!key.startsWith('troubles:')) return []
      const { troubles } = value as { troubles: Readonly<Record<string, { because: string; nextAt: string }>> }
      return Object.entries(troubles).flatMap(([name, { because, nextAt }]) => {
        const [type, accountId = ''] = name.split(' ')
        if (type === 'restore' && because === 'no-seat' && waitsForASeat(world, accountId)) return []
        return [`"${name}" is still listed: ${because}, the next try at ${nextAt}.`]
      })
    }),
}
