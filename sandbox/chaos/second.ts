/** A second installation of the app on the same site: another environment of it, which nobody told of the first one. */
import { listedGroups, settingsOf } from './set-up'
import type { World } from './world'

/** Installs it, or removes the one that is there. */
export async function toggleSecond(world: World): Promise<void> {
  const { sandbox, scenario, truth } = world
  if (world.second !== null) return removeSecond(world)
  world.second = sandbox.installAgain()
  // What it disables nobody but itself would restore, and it is gone in the end: it keeps accounts as they are.
  const keep = { account: 'keep', removeGroups: false }
  const settings = {
    ...settingsOf(world),
    seatReserve: truth.reserve(),
    leavers: { disabled: keep, deleted: keep, 'out-of-scope': keep },
  }
  const permissions = { groupIds: listedGroups(world), maySuspend: scenario.setup.maySuspend }
  const { administrator } = world.second
  try {
    await sandbox.complete(administrator.setUp(settings, permissions))
    await sandbox.complete(administrator.call('runNow', { job: 'provision' }))
  } catch (error) {
    // A key that has expired or a permission that was revoked stops its administrator too, who then leaves it as it is.
    world.answers.push(error instanceof Error ? error.message : String(error))
  }
}

export async function removeSecond(world: World): Promise<void> {
  const { second, sandbox } = world
  world.second = null
  if (second !== null) await sandbox.complete(second.host.uninstall())
}
