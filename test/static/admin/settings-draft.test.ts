import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import { applySettingsPatch, findSettingProblems } from '../../../src/core/settings/changes'
import { readAt } from '../../../src/core/settings/table'
import { changedPaths, toDraft, toIds, toPatch, toWholeNumber, writeAt } from '../../../static/admin/settings/draft'

const draft = toDraft(DEFAULT_SETTINGS)

describe('a draft of the settings', () => {
  it('is what was given when nothing was typed', () => {
    const patch = toPatch(draft, changedPaths(draft, draft))

    expect(patch).toEqual({})
    expect(applySettingsPatch(DEFAULT_SETTINGS, patch)).toEqual(DEFAULT_SETTINGS)
    expect(
      applySettingsPatch(
        DEFAULT_SETTINGS,
        toPatch(draft, ['products', 'scope.userTypes', 'leavers.deleted.account', 'signals.portal']),
      ),
    ).toEqual(DEFAULT_SETTINGS)
  })

  it('sends only what was changed, deep inside too', () => {
    const typed = writeAt(draft, 'products.0.seatReserve', 12)

    const patch = toPatch(typed, changedPaths(draft, typed))

    expect(readAt(typed, 'products.0.seatReserve')).toBe(12)
    expect(Object.keys(patch)).toEqual(['products'])
    expect(applySettingsPatch(DEFAULT_SETTINGS, patch).products[0]).toEqual({
      ...DEFAULT_SETTINGS.products[0],
      seatReserve: 12,
    })
    expect(readAt(draft, 'products.0.seatReserve')).toBe(5)
  })

  it('names each place that is wrong, by the rules of the app', () => {
    const typed = writeAt(writeAt(draft, 'products.0.seatReserve', 'x'), 'waitingDays', 0)

    expect(findSettingProblems(typed)).toEqual([
      {
        path: 'products.0.seatReserve',
        message: 'Seat reserve of Jira: expected a whole number from 0 to 100000, got "x".',
      },
      { path: 'waitingDays', message: 'Days on the waiting list: expected a whole number from 1 to 365, got 0.' },
    ])
  })

  it('names the section that is wrong as a whole', () => {
    const typed = writeAt(draft, 'signals.signIn', true)

    expect(findSettingProblems(typed)).toMatchObject([{ path: 'signals' }])
  })
})

describe('toWholeNumber', () => {
  it.each([
    ['180', 180],
    [' 5 ', 5],
    ['', ''],
    ['1.5', '1.5'],
    ['-1', '-1'],
    ['many', 'many'],
  ])('takes "%s" for %p', (text, expected) => {
    expect(toWholeNumber(text)).toBe(expected)
  })
})

describe('toIds', () => {
  it('takes one id per line, and blank lines for nothing', () => {
    expect(toIds(' app-1\n\napp-2 \n')).toEqual(['app-1', 'app-2'])
  })
})
