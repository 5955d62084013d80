/** Seats given and the state of the licence. */
import type { Observed } from './observed'

/** The function that gives seats to those who ask; every other function that does so is provisioning. */
const INBOX_FUNCTION = 'inbox-worker'

export interface SeatNumbers {
  /** Seats taken by the app. */
  grants: number
  /** Memberships of an access group that any function but the inbox consumer has made. */
  grantsByProvisioning: number
  /** Seats taken by the app while fewer than the reserve were free. */
  grantsBelowReserve: number
  /** Those of them for which enough were free when the app last read: somebody else took one since. */
  lostRaces: number
  peakSeatsUsed: number
  finalSeatsUsed: number
  /** Lowest number ever; null for an unlimited licence. */
  minFreeSeats: number | null
}

export function measureSeats({ clock, site, host, productKey, seatReserve, seatsLagMs }: Observed): () => SeatNumbers {
  let grants = 0
  let grantsByProvisioning = 0
  let grantsBelowReserve = 0
  let lostRaces = 0
  let peakSeatsUsed = site.seatsUsed(productKey)
  let minFreeSeats = site.seatsFree(productKey)
  let hasRead = false
  /** When others took the seats that the app's last read does not show: after it, or too short a time before it. */
  let takenUnseen: number[] = []

  host.onRequest((service, request) => {
    if (service !== 'jira' || !request.url.pathname.includes('/applicationrole')) return
    hasRead = true
    takenUnseen = takenUnseen.filter((at) => at > clock.now() - seatsLagMs)
  })

  site.onChange((change) => {
    if (change.kind === 'membership') {
      const givesSeat = site.groups.get(change.groupId)?.productKeys.includes(productKey) === true
      const byProvisioning = change.by === 'app' && change.functionKey !== INBOX_FUNCTION
      if (change.member && givesSeat && byProvisioning) grantsByProvisioning += 1
    }
    if (change.kind !== 'seat' || change.productKey !== productKey) return
    readLevels()
    if (!change.held) return
    if (change.by !== 'app') {
      takenUnseen.push(change.at)
      return
    }
    grants += 1
    if (change.freeBefore === null || change.freeBefore >= seatReserve) return
    grantsBelowReserve += 1
    if (hasRead && change.freeBefore + takenUnseen.length >= seatReserve) lostRaces += 1
  })

  function readLevels(): void {
    peakSeatsUsed = Math.max(peakSeatsUsed, site.seatsUsed(productKey))
    const free = site.seatsFree(productKey)
    if (free !== null) minFreeSeats = Math.min(minFreeSeats ?? free, free)
  }

  return () => {
    readLevels()
    return {
      grants,
      grantsByProvisioning,
      grantsBelowReserve,
      lostRaces,
      peakSeatsUsed,
      finalSeatsUsed: site.seatsUsed(productKey),
      minFreeSeats: site.seatsFree(productKey) === null ? null : minFreeSeats,
    }
  }
}
