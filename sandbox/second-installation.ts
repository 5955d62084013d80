/**
 * The app once more on the same site, as when a second environment of it is installed beside the first: with a storage,
 * queues, schedules and an administrator of its own, and nothing in common with the first but the site and the directory. To
 * the first one, and to every rule, its writes are those of just another administrator.
 */
import type { Administrator } from './administrator/create-administrator'
import { createAdministrator } from './administrator/create-administrator'
import type { Site } from './atlassian/site'
import type { Clock } from './clock'
import type { Tenant } from './entra/tenant'
import type { Bundle } from './forge/build'
import { createForgeHost } from './forge/create-host'
import type { ForgeAnswers } from './forge/guesses'
import type { ForgeHost } from './forge/host'
import type { OktaOrg } from './okta/org'
import type { Random } from './random'
import type { Service } from './service'

export interface SecondInstallation {
  readonly host: ForgeHost
  readonly administrator: Administrator
}

/** @param world the first installation's; its interceptors and faults do not reach the second one */
export function createSecondInstallation(world: {
  readonly clock: Clock
  readonly random: Random
  readonly bundle: Bundle
  readonly services: readonly Service[]
  readonly site: Site
  readonly tenant: Tenant
  /** The org in which the people live; null: they live in Entra. */
  readonly okta: OktaOrg | null
  readonly answers: ForgeAnswers
}): SecondInstallation {
  const { bundle, services } = world
  const host = createForgeHost({
    ...world,
    bundlePath: bundle.backend,
    manifestPath: bundle.manifest,
    services: services.map((service) => ({
      ...service,
      handle: (request) => service.handle({ ...request, origin: null }),
    })),
  })
  return { host, administrator: createAdministrator({ ...world, host }) }
}
