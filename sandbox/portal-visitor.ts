/** Somebody at the portal: opens the page, presses its button, and leaves it open until it tells how the matter ended. */
import type { Sandbox } from './create-sandbox'
import type { Random } from './random'

/** What the page does by itself while a request is on its way: static/portal/use-portal.ts. */
const LOOKS_MS = [3_000, 5_000, 10_000, 20_000] as const
const JITTER = 0.2
/** Nobody leaves the page open for longer. */
const PATIENCE_MS = 15 * 60_000
/** From the page to the button. */
const READS_MS = { min: 3_000, max: 8_000 } as const

interface Answer {
  readonly state: string
  readonly againInSeconds?: number
}

export interface Visit {
  /** Instant of the button, epoch ms; null = the page never showed one. */
  askedAt: number | null
  /** Instant at which the page told the outcome by itself; null = not while it was open. */
  toldAt: number | null
  /** What the page showed last; null = only that something failed. */
  state: string | null
  calls: number
  failures: number
}

export async function visitPortal(
  { clock, host }: Pick<Sandbox, 'clock' | 'host'>,
  accountId: string,
  random: Random,
  opensAt = clock.now(),
): Promise<Visit> {
  const visit: Visit = { askedAt: null, toldAt: null, state: null, calls: 0, failures: 0 }
  await clock.sleep(opensAt - clock.now())
  let method: 'status' | 'request' = 'status'
  let looks = 0
  while (clock.now() - opensAt < PATIENCE_MS) {
    const answer = await call(method)
    if (answer !== null && !isOpen(answer)) {
      if (visit.askedAt === null && answer.state === 'none') {
        await clock.sleep(random.int(READS_MS.min, READS_MS.max))
        visit.askedAt = clock.now()
        method = 'request'
        continue
      }
      visit.toldAt = clock.now()
      return visit
    }
    if (answer?.state === 'asked') method = 'status'
    const ladder = LOOKS_MS[Math.min(looks, LOOKS_MS.length - 1)]!
    looks += 1
    const waitMs = Math.max(ladder, (answer?.againInSeconds ?? 0) * 1_000)
    await clock.sleep(waitMs * (1 + JITTER * random.next()))
  }
  return visit

  async function call(name: 'status' | 'request'): Promise<Answer | null> {
    visit.calls += 1
    try {
      const answer = (await host.invokeResolver('portal-page', name, {}, { accountId })) as Answer
      visit.state = answer.state
      return answer
    } catch {
      visit.failures += 1
      return null
    }
  }
}

/** The page goes on by itself. */
function isOpen({ state }: Answer): boolean {
  return state === 'asked' || state === 'busy'
}
