import { companyWithoutApp, DAY, HOUR, MONDAY } from './world'

const DAYS = 90
const COMPANY = { people: 2_000, enabled: 1_900, seats: 700, active: 500, reserve: 5, endsAt: MONDAY + DAYS * DAY }

async function live(options: { seed?: string; days?: number; active?: number } = {}) {
  const endsAt = MONDAY + (options.days ?? DAYS) * DAY
  const sandbox = companyWithoutApp({
    company: { ...COMPANY, active: options.active ?? COMPANY.active, endsAt },
    seed: options.seed ?? '1',
  })
  const changes: { at: number; kind: string; userId: string }[] = []
  sandbox.tenant.onChange(({ at, kind, userId }) => changes.push({ at, kind, userId }))
  await sandbox.clock.runUntil(endsAt)
  return { ...sandbox, changes, endsAt }
}

describe('turnover', () => {
  it('lets about a fifth of the people join and leave in a year, and some come back', async () => {
    const { changes } = await live()

    const count = (kind: string): number => changes.filter((change) => change.kind === kind).length
    const expected = (1_900 * 0.2 * DAYS) / 365
    expect(count('added')).toBeGreaterThan(expected * 0.7)
    expect(count('added')).toBeLessThan(expected * 1.3)
    expect(count('disabled')).toBeGreaterThan(expected * 0.5)
    expect(count('deleted')).toBeGreaterThan(0)
    expect(count('enabled')).toBeGreaterThan(0)
  })

  it('moves nobody in or out in the last 48 hours', async () => {
    const { changes, endsAt } = await live()

    expect(changes.filter(({ at }) => at > endsAt - 48 * HOUR)).toEqual([])
  })

  it('starts about as many habits as it stops', async () => {
    const { company, tenant } = await live()

    const active = company.people.filter(
      ({ usesJira, userId }) => usesJira && tenant.users.get(userId)?.accountEnabled === true,
    ).length
    expect(active).toBeGreaterThan(450)
    expect(active).toBeLessThan(550)
  })

  it('is the same for the same seed, and another for another', async () => {
    const [first, second, other] = [await live(), await live(), await live({ seed: '2' })]

    expect(second.changes).toEqual(first.changes)
    expect(other.changes).not.toEqual(first.changes)
  })

  it('begins alike however long the run is', async () => {
    const [short, long] = [await live({ days: 30 }), await live({ days: 90 })]

    const quiet = MONDAY + 28 * DAY
    expect(long.changes.filter(({ at }) => at < quiet)).toEqual(short.changes)
  })
})
