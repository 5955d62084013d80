import { asApp, route } from '@forge/api'
import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { Seats } from '../../core/seats'
import type { Clock, SeatReader } from '../../ports'
import { toReply } from '../http'
import type { HttpReply } from '../http'
import { parseReply } from '../parse'

const group = v.object({ groupId: v.nullish(v.string()) })
const roleSchema = v.object({
  key: v.string(),
  groupDetails: v.nullish(v.array(group)),
  defaultGroupsDetails: v.nullish(v.array(group)),
  hasUnlimitedSeats: v.nullish(v.boolean()),
  numberOfSeats: v.nullish(v.number()),
  remainingSeats: v.nullish(v.number()),
  userCount: v.number(),
})

const READING = 'Reading seats from Jira'

/**
 * Live seats from Jira: the only place that tells them. Several parts of one invocation want them; while Jira asks to be left
 * alone, each of them is told what Jira said.
 */
export function createSeatReader(clock: Clock): SeatReader {
  let last: { readonly reply: HttpReply; readonly until: number } | null = null
  return {
    readAllSeats: async () => {
      const readAt = clock.now().toISOString()
      const refusal = last !== null && clock.now().getTime() < last.until ? last.reply : null
      const reply = refusal ?? (await toReply(await asApp().requestJira(route`/rest/api/3/applicationrole`)))
      if (refusal === null) last = { reply, until: clock.now().getTime() + (reply.waitMs ?? 0) }
      return parseReply(v.array(roleSchema), reply, READING).map((role) => toSeats(role, readAt))
    },
  }
}

function toSeats(role: v.InferOutput<typeof roleSchema>, readAt: string): Seats {
  // Unlimited shows as a flag or as −1 seats.
  const isUnlimited = role.hasUnlimitedSeats === true || role.numberOfSeats === -1
  if (!isUnlimited && role.remainingSeats == null) {
    throw new AppError(
      'bad-response',
      `${READING}: expected the number of remaining seats, got none. Nobody is granted access without it.`,
    )
  }
  // Not told is not "none": a group that also gives this product would be left for another one's sake.
  if (role.groupDetails == null || role.groupDetails.some(({ groupId }) => groupId == null)) {
    throw new AppError(
      'bad-response',
      `${READING}: expected the groups of ${role.key} with their ids, got some or all without. Nothing is given or taken without them; it is read again.`,
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
}

function toIds(groups: readonly { groupId?: string | null | undefined }[] | null | undefined): string[] {
  return (groups ?? []).flatMap(({ groupId }) => (groupId == null ? [] : [groupId]))
}
