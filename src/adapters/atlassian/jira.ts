import { asApp, route } from '@forge/api'
import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { Clock, SeatReader } from '../../ports'
import { parseReply } from '../parse'

const group = v.object({ groupId: v.nullish(v.string()) })
const roleSchema = v.object({
  key: v.string(),
  groupDetails: v.optional(v.array(group)),
  defaultGroupsDetails: v.optional(v.array(group)),
  hasUnlimitedSeats: v.nullish(v.boolean()),
  numberOfSeats: v.nullish(v.number()),
  remainingSeats: v.nullish(v.number()),
  userCount: v.number(),
})

/** Live seats from Jira: the only place that tells them. */
export function createSeatReader(clock: Clock): SeatReader {
  return {
    readSeats: async (productKey) => {
      const readAt = clock.now().toISOString()
      const response = await asApp().requestJira(route`/rest/api/3/applicationrole/${productKey}`)
      if (response.status === 429)
        throw new AppError('throttled', 'Reading seats from Jira: too many requests. It will be tried again later.')
      if (response.status >= 500)
        throw new AppError(
          'unavailable',
          `Reading seats from Jira: got ${response.status}. It will be tried again later.`,
        )
      const role = parseReply(
        roleSchema,
        { status: response.status, text: await response.text() },
        'Reading seats from Jira',
      )
      // Unlimited shows as a flag or as −1 seats.
      const isUnlimited = role.hasUnlimitedSeats === true || role.numberOfSeats === -1
      if (!isUnlimited && role.remainingSeats == null) {
        throw new AppError(
          'bad-response',
          'Reading seats from Jira: expected the number of remaining seats, got none. Nobody is granted access without it.',
        )
      }
      return {
        readAt,
        productKey: role.key,
        remaining: isUnlimited ? null : (role.remainingSeats ?? 0),
        used: role.userCount,
        total: isUnlimited ? null : (role.numberOfSeats ?? null),
        accessGroupIds: toIds(role.groupDetails),
        defaultGroupIds: toIds(role.defaultGroupsDetails),
      }
    },
  }
}

function toIds(groups: readonly { groupId?: string | null | undefined }[] | undefined): string[] {
  return (groups ?? []).flatMap(({ groupId }) => (groupId == null ? [] : [groupId]))
}
