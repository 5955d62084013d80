import type { Notifier, SeatReader } from '../../../src/ports'
import type { Seats } from '../../../src/core/seats'
import { copy, countHolders } from './state'
import type { State } from './state'

export function createFakeSeats(world: State): SeatReader {
  const readSeats = (): Seats => {
    const used = world.seenUsed ?? countHolders(world)
    return {
      readAt: world.now.toISOString(),
      productKey: 'jira-software',
      used,
      total: world.totalSeats,
      remaining: world.totalSeats === null ? null : world.totalSeats - used,
      accessGroupIds: [...world.accessGroupIds],
      defaultGroupIds: world.defaultGroupIds ?? world.accessGroupIds.slice(0, 1),
    }
  }

  return {
    readAllSeats: async () => {
      world.beforeCall('readSeats')
      return [readSeats(), ...(world.otherProduct === null ? [] : [world.otherProduct])]
    },
  }
}

export function createFakeNotifier(world: State): Notifier {
  return {
    notify: async (notice) => {
      world.beforeCall('notify')
      const outcome = world.answerNotice(notice)
      if (outcome === 'accepted') world.notices.push(copy(notice))
      return outcome
    },
    linkTo: async (issueKey) => `https://jira.example/browse/${issueKey}`,
  }
}
