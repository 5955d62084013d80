/** Faults that lie in the state of the world: credentials, permissions, licences, clocks, and other people. */
import type { Site } from '../atlassian/site'
import type { Clock } from '../clock'
import type { Tenant } from '../entra/tenant'
import type { ForgeHost } from '../forge/host'
import type { Fault } from './fault'
import type { Timing } from './timing'

export interface FaultWorld {
  readonly clock: Clock
  readonly site: Site
  readonly tenant: Tenant
  readonly host: Pick<ForgeHost, 'onRequest' | 'setClockSkew' | 'setLicence'>
  /** Whose seats another administrator takes. */
  readonly accessGroupId: string
}

type StateFault = Extract<Fault, { target: 'credential' | 'permission' | 'clock' | 'licence' }>

/** @returns switches the fault on or off */
export function createStateSwitch({ site, tenant, host }: FaultWorld, fault: StateFault): (isOn: boolean) => void {
  switch (fault.target) {
    case 'credential':
      return fault.of === 'entra' ? tenant.setSecretExpired : (isOn) => site.setKeyExpired(fault.of as 'scim', isOn)
    case 'permission':
      return (isOn) => {
        const others = tenant.consentedRoles.filter((role) => role !== fault.name)
        tenant.setConsentedRoles(isOn ? others : [...others, fault.name])
      }
    case 'licence':
      return (isOn) => host.setLicence({ active: !isOn })
    case 'clock':
      return (isOn) => host.setClockSkew(isOn ? fault.skewMs : 0)
  }
}

/** Gives seats to new colleagues, as long as there are any: an administrator is refused like everybody else. */
export function takeSeats({ site, accessGroupId }: FaultWorld, count: number): void {
  for (let taken = 0; taken < count; taken += 1) {
    const number = site.accounts.size
    const { accountId } = site.addAccount({
      email: `rival-${number}@example.com`,
      displayName: `Rival ${number}`,
      by: 'admin',
    })
    if (site.missingSeats(accountId, accessGroupId).length > 0) return
    site.setMember(accountId, accessGroupId, true, 'admin')
  }
}

/** Calls `strike` between the app's look at the seats and its next step. */
export function takeSeatsAfterReads(host: FaultWorld['host'], timing: Timing, strike: () => void): void {
  host.onRequest((service, { url }) => {
    if (service === 'jira' && url.pathname.includes('/applicationrole') && timing.strikes()) strike()
  })
}
