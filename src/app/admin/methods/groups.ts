import { reads } from '../method'
import { describeTargetGroups, findGroups } from '../target-groups'
import type { FindGroups } from '../target-groups'

export const groupMethods = {
  findGroups: reads<FindGroups>()(findGroups),
  describeTargetGroups: reads<{ ids: readonly string[] }>()(describeTargetGroups),
}
