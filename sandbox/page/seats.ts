/** Another administrator at work: gives seats away by hand, or takes some back, past the app. */
import type { Sandbox } from '../create-sandbox'
import type { Random } from '../random'
import type { Told } from './api'

export interface SeatsByHand {
  /** Fills seats until `left` are free: people with an account and without access first, then contractors new to the site. */
  fill(left: number): Told
  /** Takes the access of `count` holders, drawn at random. */
  free(count: number): Told
}

export function createSeatsByHand({ site, company }: Pick<Sandbox, 'site' | 'company'>, random: Random): SeatsByHand {
  const { productKey, accessGroupId } = company
  let contractors = 0

  function addContractor(): string {
    contractors += 1
    const displayName = `Contractor ${contractors}`
    const email = `contractor-${contractors}@partner.example`
    return site.addAccount({ email, displayName, by: 'admin' }).accountId
  }

  function fill(left: number): Told {
    const free = site.seatsFree(productKey)
    if (free === null) return { ok: false, message: 'The licence is unlimited: there are no seats to fill.' }
    const wanted = free - left
    if (wanted <= 0) return { ok: false, message: `Only ${free} seats are free.` }
    const without = [...site.accounts.values()].filter(
      ({ accountId, accountType, status, platformRoles }) =>
        accountType === 'atlassian' &&
        status === 'active' &&
        platformRoles.length === 0 &&
        !site.holdsSeat(accountId, productKey),
    )
    for (let filled = 0; filled < wanted; filled += 1) {
      site.setMember(without[filled]?.accountId ?? addContractor(), accessGroupId, true, 'admin')
    }
    return { ok: true, message: `Another administrator has given away ${wanted} seats; ${left} are free.` }
  }

  function free(count: number): Told {
    const holders = [...(site.groups.get(accessGroupId)?.memberIds ?? [])].filter((accountId) =>
      site.holdsSeat(accountId, productKey),
    )
    const taken = Math.min(count, holders.length)
    for (let done = 0; done < taken; done += 1) {
      const [accountId] = holders.splice(random.int(0, holders.length - 1), 1)
      site.setMember(accountId!, accessGroupId, false, 'admin')
    }
    return { ok: true, message: `Another administrator has taken back ${taken} seats.` }
  }

  return { fill, free }
}
