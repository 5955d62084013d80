import { DEFAULT_SETTINGS, applySettingsPatch } from '../../src/core/settings'

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
      dormancyDays: 90,
      signals: { productEvents: true, signIn: true, signInAppIds: ['app-1'] },
    })
  })

  it.each([
    ['a fraction', { dormancyDays: 1.5 }, /Days without activity: expected a whole number/],
    ['a negative reserve', { seatReserve: -1 }, /Seat reserve: expected a whole number/],
    ['an unknown setting', { nonsense: true }, /nonsense/],
    ['arming by the back door', { armed: { sweep: true } }, /armed/],
    ['a schedule that is none', { schedules: { sweep: 'nightly' } }, /Schedule of sweep: expected five cron fields/],
    ['an unknown time zone', { schedules: { timeZone: 'Mars/Olympus' } }, /time zone/],
    ['a sign-in signal without an application', { signals: { signIn: true } }, /at least one application id/],
    ['no object at all', null, /Expected/],
  ])('refuses %s and says what it expected', (_, patch, message) => {
    expect(() => applySettingsPatch(DEFAULT_SETTINGS, patch)).toThrow(message)
  })
})
