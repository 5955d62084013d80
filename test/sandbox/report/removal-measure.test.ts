import type { PersonOptions } from '../../../sandbox/company/person'
import { companyWithoutApp, DAY, HOUR, MINUTE, MONDAY } from '../company/world'

function site(options: PersonOptions) {
  const sandbox = companyWithoutApp()
  const ada = sandbox.company.person('Ada', { seat: true, ...options })
  const accountId = sandbox.company.accountOf(ada).accountId
  const setSeat = (held: boolean, by: 'app' | 'admin' = 'app'): void =>
    sandbox.site.setMember(accountId, sandbox.company.accessGroupId, held, by, by === 'app' ? 'jobs-worker' : null)
  return { ...sandbox, ada, accountId, setSeat }
}

const removals = (report: ReturnType<typeof site>['report']) => {
  const { revocations, wrongRevocations, blindRevocations, missedRevocations } = report.read()
  return { revocations, wrongRevocations, blindRevocations, missedRevocations }
}
const RIGHT = { revocations: 1, wrongRevocations: 0, blindRevocations: 0, missedRevocations: 0 }

describe('the measures of removals', () => {
  it('find nothing wrong with the removal of a dormant holder', () => {
    const { report, setSeat } = site({ lastActiveAt: MONDAY - 180 * DAY, addedAt: MONDAY - 400 * DAY })

    setSeat(false)

    expect(removals(report)).toEqual(RIGHT)
  })

  it.each([
    ['activity', { lastActiveAt: MONDAY - 180 * DAY + 1, addedAt: MONDAY - 400 * DAY }],
    ['grant', { lastActiveAt: MONDAY - 300 * DAY, addedAt: MONDAY - 400 * DAY, grantedAt: MONDAY - 10 * DAY }],
    ['creation', { addedAt: MONDAY - 10 * DAY }],
  ])('call it wrong when the %s lies within the dormancy period', (_, options) => {
    const { report, setSeat } = site(options)

    setSeat(false)

    expect(removals(report)).toEqual({ ...RIGHT, wrongRevocations: 1 })
  })

  it('call it wrong when the account was restored within the period', () => {
    const { report, site: atlassian, accountId, setSeat } = site({ lastActiveAt: MONDAY - 300 * DAY })

    atlassian.setStatus(accountId, 'deactivated', 'directory')
    atlassian.setStatus(accountId, 'active', 'directory')
    setSeat(false)

    expect(removals(report)).toMatchObject({ wrongRevocations: 1 })
  })

  it('call it blind when only ground truth knew of an activity, and wrong from the next publication on', async () => {
    const blind = site({ lastActiveAt: MONDAY - 300 * DAY })
    await blind.clock.runUntil(MONDAY + 10 * HOUR)
    blind.company.useJira(blind.ada)
    await blind.clock.runUntil(MONDAY + DAY)
    blind.setSeat(false)

    const wrong = site({ lastActiveAt: MONDAY - 300 * DAY })
    await wrong.clock.runUntil(MONDAY + 10 * HOUR)
    wrong.company.useJira(wrong.ada)
    await wrong.clock.runUntil(MONDAY + DAY + HOUR)
    wrong.setSeat(false)

    expect(removals(blind.report)).toEqual({ ...RIGHT, blindRevocations: 1 })
    expect(removals(wrong.report)).toEqual({ ...RIGHT, wrongRevocations: 1 })
  })

  it('call it wrong once the product event of the activity has reached the app', async () => {
    const { report, clock, company, ada, emitted, deliver, setSeat } = site({ lastActiveAt: MONDAY - 300 * DAY })
    await clock.runUntil(MONDAY + 10 * HOUR)
    company.useJira(ada)

    deliver(emitted.at(-1)!, clock.now() + MINUTE)
    setSeat(false)

    expect(removals(report)).toEqual({ ...RIGHT, wrongRevocations: 1 })
  })

  it('leave leavers and the removals of other people aside', () => {
    const leaver = site({ lastActiveAt: MONDAY - DAY })
    leaver.company.disable(leaver.ada)
    leaver.setSeat(false)
    const byAdmin = site({ lastActiveAt: MONDAY - DAY })
    byAdmin.setSeat(false, 'admin')

    expect(removals(leaver.report)).toEqual({ ...RIGHT, revocations: 0 })
    expect(removals(byAdmin.report)).toEqual({ ...RIGHT, revocations: 0 })
  })

  it.each<[string, PersonOptions, number]>([
    ['184 days idle', { lastActiveAt: MONDAY - 184 * DAY }, 0],
    ['more than 184 days idle', { lastActiveAt: MONDAY - 184 * DAY - 1 }, 1],
    ['idle, but granted lately', { lastActiveAt: MONDAY - 300 * DAY, grantedAt: MONDAY - DAY }, 0],
    ['never seen', { addedAt: MONDAY - 400 * DAY }, 0],
    ['idle without a seat', { lastActiveAt: MONDAY - 300 * DAY, seat: false }, 0],
  ])('miss a holder who is dormant beyond three days of patience and a day of lag: %s', (_, options, expected) => {
    const { report } = site({ addedAt: MONDAY - 500 * DAY, ...options })

    expect(removals(report)).toMatchObject({ missedRevocations: expected })
  })

  it('do not miss the seat of an administrator', () => {
    const { report, site: atlassian } = site({ lastActiveAt: MONDAY - 300 * DAY })
    const before = removals(report).missedRevocations
    const admins = [...atlassian.groups.values()].find(({ name }) => name === 'company-administrators')!
    const holder = [...atlassian.accounts.values()].find(({ displayName }) => displayName === 'Ada')!

    atlassian.setMember(holder.accountId, admins.groupId, true, 'admin')

    expect([before, removals(report).missedRevocations]).toEqual([1, 0])
  })
})
