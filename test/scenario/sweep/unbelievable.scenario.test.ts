import { DAY_MS, lastRun } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'
import { rewriteAccounts, sweepNow, sweepSite } from '../../support/sweep-site'
import type { ListedAccount } from '../../support/sweep-site'

const HOUR_MS = 3_600_000

const withActivity =
  (toInstant: (at: number) => number | null) =>
  (account: ListedAccount): ListedAccount => ({
    ...account,
    productAccess: (account.productAccess ?? []).flatMap((access) => {
      const at = toInstant(Date.parse(access.lastActiveTimestamp))
      return at === null ? [] : [{ ...access, lastActiveTimestamp: new Date(at).toISOString() }]
    }),
  })

/** Answers every page of holders with this. */
const answerPages = (scenario: Scenario, answer: (page: number) => { status: number; body: string }): void => {
  let page = 0
  scenario.host.addInterceptor((service, { url }) =>
    service === 'organization' && url.pathname.endsWith('/users/search') ? answer((page += 1)) : undefined,
  )
}

const holder = (index: number) => ({
  accountId: `a-${index}`,
  accountType: 'atlassian',
  accountStatus: 'active',
  addedToOrg: '2020-01-01T00:00:00Z',
  groups: [{ id: 'g' }],
  productAccess: [{ key: 'jira', lastActiveTimestamp: '2020-01-01T00:00:00Z' }],
})
const page = (from: number, next: string) =>
  JSON.stringify({ data: [0, 1, 2].map((index) => holder(from + index)), links: { next } })

describe('what cannot be believed removes nobody', () => {
  it('but two idle people go when all is well: the control', async () => {
    const { scenario } = await sweepSite(40, 2)

    await sweepNow(scenario)

    expect(scenario.removals()).toBe(2)
  })

  it.each<[string, (scenario: Scenario) => void]>([
    ['nobody is listed', (scenario) => answerPages(scenario, () => ({ status: 200, body: '{"data":[],"links":{}}' }))],
    [
      'an HTML page comes with status 200',
      (scenario) => answerPages(scenario, () => ({ status: 200, body: '<html>Maintenance</html>' })),
    ],
    [
      'the cursor stays the same',
      (scenario) => answerPages(scenario, (n) => ({ status: 200, body: page(n * 3, 'c') })),
    ],
    [
      'the cursor goes round in a circle',
      (scenario) => answerPages(scenario, (n) => ({ status: 200, body: page((n % 3) * 3, `c${n % 3}`) })),
    ],
    [
      'nobody’s last activity is known',
      (scenario) =>
        rewriteAccounts(
          scenario,
          withActivity(() => null),
        ),
    ],
    [
      'the newest activity is 49 hours old',
      (scenario) => {
        const newest = scenario.clock.now() - 49 * HOUR_MS
        rewriteAccounts(
          scenario,
          withActivity((at) => Math.min(at, newest)),
        )
      },
    ],
    [
      'our clock is a year ahead of the organization’s',
      (scenario) =>
        rewriteAccounts(
          scenario,
          withActivity((at) => at - 365 * DAY_MS),
        ),
    ],
    [
      'the organization’s clock is a year ahead of ours',
      (scenario) =>
        rewriteAccounts(
          scenario,
          withActivity((at) => at + 365 * DAY_MS),
        ),
    ],
  ])('when %s', async (_, distort) => {
    const { scenario } = await sweepSite(40, 2)
    distort(scenario)

    await sweepNow(scenario)

    expect(scenario.removals()).toBe(0)
    expect((await lastRun(scenario, 'sweep')).outcome).toMatch(/refused|failed/)
  })

  it.each([
    [15_000, 0, 'refused'],
    [15_000, 1, 'held'],
  ])(
    'when all of %i holders look idle and %i do not',
    async (idle, active, outcome) => {
      const { scenario } = await sweepSite(active, idle)

      await sweepNow(scenario)

      expect(scenario.removals()).toBe(0)
      expect((await lastRun(scenario, 'sweep')).outcome).toBe(outcome)
    },
    60_000,
  )
})
