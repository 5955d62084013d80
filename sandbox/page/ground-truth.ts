/** Ground truth for the page: the numbers of this instant, and a sample of them for each virtual hour. */
import type { Sandbox } from '../create-sandbox'
import type { Sample, Truth } from './api'

const HOUR_MS = 3_600_000
/** Beyond this the older half keeps every second sample. */
const MAX_SAMPLES = 2_000

export interface GroundTruth {
  read(): Truth
  /** Oldest first; the last one is of now. */
  samples(): readonly Sample[]
}

export function createGroundTruth({ clock, site, tenant, company, report }: Sandbox): GroundTruth {
  let samples: Sample[] = []
  let grants = 0
  let revocations = 0

  site.onChange((change) => {
    if (change.kind !== 'seat' || change.by !== 'app' || change.productKey !== company.productKey) return
    if (change.held) grants += 1
    else revocations += 1
  })

  /** Counts itself on: every hour of virtual time, whoever moves the clock. */
  function sampleHourly(): void {
    samples.push(sampleNow())
    if (samples.length > MAX_SAMPLES) samples = thin(samples)
    clock.after(HOUR_MS, sampleHourly)
  }

  function sampleNow(): Sample {
    return {
      at: Math.floor(clock.now()),
      used: site.seatsUsed(company.productKey),
      free: site.seatsFree(company.productKey),
      waiting: report.readRequests().waiting,
    }
  }

  function countEnabled(): number {
    let enabled = 0
    for (const user of tenant.users.values()) if (user.accountEnabled && user.userType === 'Member') enabled += 1
    return enabled
  }

  function countAccounts(): number {
    let active = 0
    for (const account of site.accounts.values()) if (account.status === 'active') active += 1
    return active
  }

  sampleHourly()
  return {
    read: () => {
      const { waiting, refusals } = report.readRequests()
      return {
        people: tenant.users.size,
        enabled: countEnabled(),
        accounts: countAccounts(),
        seatsTotal: site.products.get(company.productKey)?.seats ?? null,
        seatsUsed: site.seatsUsed(company.productKey),
        seatsFree: site.seatsFree(company.productKey),
        waiting,
        grants,
        revocations,
        refusals,
      }
    },
    samples: () => [...samples, sampleNow()],
  }
}

function thin(samples: readonly Sample[]): Sample[] {
  const middle = samples.length / 2
  return samples.filter((_, index) => index >= middle || index % 2 === 0)
}
