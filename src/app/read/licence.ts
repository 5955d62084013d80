/**
 * What a lapsed licence means, in one place: nothing is granted, removed or provisioned, as if no job were armed. Reading,
 * explaining, exporting and undoing go on, and what was armed is armed again once the licence is renewed.
 */
import { AppError } from '../../core/errors'
import { isLapsed } from '../../core/licence'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'

type Licensed = Pick<Ports, 'site'>

export const LICENCE_LAPSED =
  'The licence of Universal Access has lapsed: nobody is granted access, nothing is taken back and no account is made until it is renewed.'

const UNARMED: Settings['armed'] = { provision: false, grant: false, sweep: false }

/** The jobs that may change anything now. Everything that is about to change something asks here. */
export function armedNow(ports: Licensed, { armed }: Pick<Settings, 'armed'>): Settings['armed'] {
  return isLicenceLapsed(ports) ? UNARMED : armed
}

export function isLicenceLapsed({ site }: Licensed): boolean {
  return isLapsed(site.licence())
}

/** For what an administrator presses. @throws AppError `licence-lapsed` */
export function checkLicence(ports: Licensed): void {
  if (isLicenceLapsed(ports)) throw new AppError('licence-lapsed', LICENCE_LAPSED)
}
