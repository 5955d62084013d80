import { method } from '../method'
import { describeTargetGroups, findGroups } from '../target-groups'
import type { FindGroups } from '../target-groups'

export const groupMethods = {
  findGroups: method<FindGroups>()(findGroups),
  describeTargetGroups: method<{ ids: readonly string[] }>()(describeTargetGroups),
}
