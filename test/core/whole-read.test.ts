import { checkWholeRead } from '../../src/core/whole-read'

describe('checkWholeRead', () => {
  it.each([
    ['nobody at all', 0, null, 'nobody'],
    ['nobody, after a good read', 0, 100, 'nobody'],
    ['the first read ever', 1, null, undefined],
    ['80 % of the last good read', 80, 100, undefined],
    ['just under 80 %', 79, 100, 'far-fewer'],
    ['half the people', 50, 100, 'far-fewer'],
    ['more than ever', 200, 100, undefined],
  ])('%s', (_, count, lastGood, because) => {
    expect(checkWholeRead('the directory', count, lastGood)?.because).toBe(because)
  })
})
