/** What the administrator does on the first day, and again after the app was installed anew. */
import { EVERY_WAY } from '../administrator/create-administrator'
import type { Job, SettingsPatch } from '../administrator/create-administrator'
import type { World } from './world'
import { SIGNAL_SECRET } from './world'

const JOBS: readonly Job[] = ['provision', 'grant', 'sweep']
const ATTEMPTS = 60
const BETWEEN_ATTEMPTS = '5m'

/** Tries again and again while faults are in the way, as somebody would who wants it to work. */
export async function setUp(world: World): Promise<void> {
  const { sandbox, scenario, truth } = world
  const { setup } = scenario
  const { administrator } = sandbox
  await insist(world, () =>
    sandbox.complete(administrator.saveConnections({ groupIds: listedGroups(world), maySuspend: setup.maySuspend })),
  )
  await insist(world, () => sandbox.complete(administrator.saveSettings(settingsOf(world))))
  truth.setReserve(setup.seatReserve)
  await insist(world, () =>
    sandbox.complete(administrator.call('saveSignalSecret', { kind: 'shared', secret: SIGNAL_SECRET })),
  )
  for (const job of JOBS) if (setup.armed[job]) await arm(world, job, true)
}

/** What the administrator of a story wants. */
export function settingsOf({ sandbox: { tenant, startsAt }, scenario: { setup }, cast }: World): SettingsPatch {
  const minute = new Date(startsAt).getUTCMinutes()
  return {
    seatReserve: setup.seatReserve,
    removeNeverUsed: setup.removeNeverUsed,
    requiredGroupIds: setup.hasRequiredGroup ? [cast.requiredGroupId] : [],
    leavers: { disabled: setup.leavers, deleted: setup.leavers, 'out-of-scope': setup.leavers },
    signals: { ...EVERY_WAY, signIn: true, signInAppIds: [tenant.atlassianAppId] },
    exemptPeople: [{ accountId: cast.exemptPersonId, owner: 'The board', reason: 'Audit', until: null }],
    exemptGroupIds: [cast.exemptGroupId],
    schedules: {
      provision: `${(minute + 40) % 60} */${setup.provisionHours} * * *`,
      sweep: `${(minute + 55) % 60} */${setup.sweepHours} * * *`,
      leaversMinutes: setup.leaversMinutes,
    },
  }
}

/** The groups that the app may write to. */
export function listedGroups({ sandbox: { company }, cast, scenario }: World): readonly string[] {
  const all = [company.accessGroupId, cast.secondGroupId, company.projectGroupId]
  return scenario.setup.lists === 'all' ? all : all.slice(0, 1)
}

/** In a group that gives the product and that the app may not write to: the seat comes and goes with the account. */
export function hasSeatByOthers(world: World, accountId: string): boolean {
  const { site, company } = world.sandbox
  const listed = listedGroups(world)
  return [...site.accounts.get(accountId)!.groupIds].some(
    (groupId) => !listed.includes(groupId) && site.groups.get(groupId)!.productKeys.includes(company.productKey),
  )
}

/** What the app believes after a call that died is not known: for the truth it is armed from the first attempt on. */
export async function arm(world: World, job: Job, armed: boolean): Promise<void> {
  const { sandbox, truth } = world
  if (armed) truth.setArmed(job, true)
  await insist(world, () => sandbox.complete(sandbox.administrator.setArmed(job, armed)))
  truth.setArmed(job, armed)
}

export async function insist(world: World, action: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await action()
      return
    } catch (error) {
      if (attempt === ATTEMPTS) throw error
      await world.sandbox.runFor(BETWEEN_ATTEMPTS)
    }
  }
}
