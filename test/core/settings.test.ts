import { DEFAULT_SETTINGS, completeSettings } from '../../src/core/settings'
import { applySettingsPatch } from '../support/settings'

describe('applySettingsPatch', () => {
  it('is in dry run by default: no job is armed', () => {
    expect(DEFAULT_SETTINGS.armed).toEqual({ provision: false, grant: false, sweep: false })
  })

  it('changes what was sent and keeps the rest', () => {
    const next = applySettingsPatch(DEFAULT_SETTINGS, {
      dormancyDays: 90,
      signals: { signIn: true, signInAppIds: ['app-1'] },
    })

    expect(next).toEqual({
      ...DEFAULT_SETTINGS,
      products: [{ ...DEFAULT_SETTINGS.products[0], dormancyDays: 90 }],
      signals: { ...DEFAULT_SETTINGS.signals, signIn: true, signInAppIds: ['app-1'] },
    })
  })

  it.each([
    ['a fraction', { dormancyDays: 1.5 }, /Days without activity in Jira: expected a whole number/],
    ['a negative reserve', { seatReserve: -1 }, /Seat reserve of Jira: expected a whole number/],
    ['an unknown setting', { nonsense: true }, /nonsense/],
    ['arming by the back door', { armed: { sweep: true } }, /armed/],
    ['a schedule that is none', { schedules: { sweep: 'nightly' } }, /Schedule of sweep: expected five cron fields/],
    ['an unknown time zone', { schedules: { timeZone: 'Mars/Olympus' } }, /time zone/],
    ['a sign-in signal without an application', { signals: { signIn: true } }, /at least one application id/],
    ['a product twice', { products: [{ key: 'jira' }, { key: 'jira' }] }, /each product once, got "jira" twice/],
    ['invitations without their switch', { target: 'invite' }, /Inviting people is an experiment.*experimentalInvite/],
    ['no product', { products: [] }, /Products: expected at least one, got 0/],
    [
      'a rule of a later product',
      { products: [{ key: 'a' }, { key: 'b', seatReserve: -1 }] },
      /Seat reserve of b: expected/,
    ],
    ['a group product without groups', { products: [{ key: 'confluence', kind: 'group' }] }, /at least one group/],
    [
      'an access group that does not give the product',
      { products: [{ key: 'confluence', kind: 'group', accessGroupIds: ['g-1'], accessGroupId: 'g-2' }] },
      /one of the groups that give it, got "g-2"/,
    ],
    [
      'groups of a product that Jira knows',
      { products: [{ key: 'jira', accessGroupIds: ['g-1'] }] },
      /Jira tells them/,
    ],
  ])('refuses %s and says what it expected', (_, patch, message) => {
    expect(() => applySettingsPatch(DEFAULT_SETTINGS, patch)).toThrow(message)
  })
})

describe('the products', () => {
  const confluence = { key: 'confluence', kind: 'group' as const, accessGroupIds: ['g-confluence'], seatTotal: 50 }

  it('keeps what an entry of the list leaves out, and no signal asks for a new product', () => {
    const before = applySettingsPatch(DEFAULT_SETTINGS, { products: [{ key: 'jira-software', cap: 80 }] })

    const next = applySettingsPatch(before, { products: [{ key: 'jira-software', seatReserve: 7 }, confluence] })

    expect(next.products).toMatchObject([
      { key: 'jira-software', cap: 80, seatReserve: 7, signals: true },
      { key: 'confluence', kind: 'group', seatTotal: 50, seatReserve: 5, signals: false },
    ])
  })
})

describe('completeSettings', () => {
  it('gives a setting of a later version its default, however deep it is', () => {
    const saved = {
      waitingDays: 7,
      leavers: { deleted: { account: 'keep' } },
      products: [{ key: 'confluence', kind: 'group' }],
      exemptPeople: [{ accountId: 'a-ada' }],
    }

    expect({ ...DEFAULT_SETTINGS, ...completeSettings(saved) }).toEqual({
      ...DEFAULT_SETTINGS,
      waitingDays: 7,
      leavers: { ...DEFAULT_SETTINGS.leavers, deleted: { account: 'keep', removeGroups: false } },
      products: [{ ...DEFAULT_SETTINGS.products[0], key: 'confluence', kind: 'group', signals: false }],
      exemptPeople: [{ accountId: 'a-ada', owner: '', reason: '', until: null }],
    })
  })
})
