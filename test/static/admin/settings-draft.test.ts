import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import { applyChanges, differences, findSettingProblems } from '../../../src/core/settings/changes'
import { writeAt } from '../../../src/core/settings/table'
import { toDraft, toIds, toWholeNumber } from '../../../static/admin/settings/draft'

const draft = toDraft(DEFAULT_SETTINGS)

describe('a draft of the settings', () => {
  it('is what was given when nothing was typed', () => {
    expect(differences(draft, draft)).toEqual([])
  })

  it('sends only what was changed, deep inside too', () => {
    const typed = writeAt(draft, 'products.0.seatReserve', 12)

    const changes = differences(draft, typed).map(({ change }) => change)

    expect(changes).toEqual([{ path: 'products[jira-software].seatReserve', value: 12 }])
    expect(applyChanges(DEFAULT_SETTINGS, changes).products[0]).toEqual({
      ...DEFAULT_SETTINGS.products[0],
      seatReserve: 12,
    })
    expect(draft.products[0]?.seatReserve).toBe(5)
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
