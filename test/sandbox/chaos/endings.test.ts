import { everybodyHasAnAccount } from '../../../sandbox/chaos/endings/everybody-has-an-account'
import type { Setup } from '../../../sandbox/chaos/scenario'
import { createWorld } from '../../../sandbox/chaos/world'
import { appBundle } from '../../support/bundle'

const SETUP: Setup = {
  ...{ freeSeats: 4, seatReserve: 5, removeNeverUsed: false, hasRequiredGroup: false, quietDays: 0 },
  ...{ provisionHours: 6, sweepHours: 6, leaversMinutes: 15, lists: 'access-only', maySuspend: true, isWarm: false },
  leavers: { account: 'disable', removeGroups: false },
  armed: { provision: true, grant: true, sweep: true },
}
const CAST = { active: 1, idle: 0, edge: 0, unknown: 0, without: 0, fresh: 0, disabled: 0 }

describe('everybody has an account in the end', () => {
  it.each([
    ['wait for the reserve with a group that nobody may write to', 'second', '1h', true],
    ['wait no longer than the next try', 'second', '4h', false],
    ['wait for no seat when the group has been left', 'none', '1h', false],
  ] as const)('those who are back may %s', async (_, group, passes, isExcused) => {
    const world = await createWorld({ seed: 1, startMinute: 0, setup: SETUP, steps: [], cast: CAST }, appBundle())
    const { sandbox, cast, truth } = world
    const { site, company, identities } = sandbox
    const [back] = company.people
    const { accountId, groupIds } = identities.accountOf(back!.userId)!
    for (const groupId of [...groupIds]) site.setMember(accountId, groupId, false, 'admin')
    if (group === 'second') site.setMember(accountId, cast.secondGroupId, true, 'admin')
    truth.setReserve(5)
    site.setStatus(accountId, 'deactivated', 'app')
    site.setSeats(company.productKey, site.seatsUsed(company.productKey) + 4)
    expect(truth.isReserveFreeSince(sandbox.clock.now())).toBe(false)
    site.setSeats(company.productKey, site.seatsUsed(company.productKey) + 5)

    await sandbox.runFor(passes)

    const found = await everybodyHasAnAccount.check(world)
    expect(found).toEqual(isExcused ? [] : [`The account of ${back!.name} is deactivated.`])
  })
})
