import { toCountLines, toSkipLines } from '../../../static/admin/runs/run-lines'
import { actionNames, countNames, outcomeNames } from '../../../static/admin/texts'

describe('toCountLines', () => {
  it('names counts in plain words, in a fixed order, without those that are zero', () => {
    const lines = toCountLines({ revoke: 12, dormant: 1_040, holders: 15_000, failed: 0 })

    expect(lines).toEqual([
      { name: 'People with access', value: '15,000' },
      { name: 'Without activity for too long', value: '1,040' },
      { name: 'Access to take back', value: '12' },
    ])
  })

  it('has words for every type of action and every outcome', () => {
    const names = Object.keys({ ...actionNames, ...outcomeNames })

    expect(names.filter((name) => countNames[name] === undefined)).toEqual([])
  })

  it('shows a count that it has no words for, last', () => {
    expect(toCountLines({ novel: 1, people: 2 })).toEqual([
      { name: 'People in the directory', value: '2' },
      { name: 'novel', value: '1' },
    ])
  })
})

describe('toSkipLines', () => {
  it('says why somebody was left alone', () => {
    expect(toSkipLines({ administrator: 3 })).toEqual([{ name: 'An administrator', value: '3' }])
  })
})
