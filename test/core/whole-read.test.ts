import { checkWholeRead, isGroupInDoubt } from '../../src/core/whole-read'

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

  it.each([
    ['the size that was accepted', 50, 50, undefined],
    ['more than was accepted', 51, 50, undefined],
    ['less than was accepted', 49, 50, 'far-fewer'],
    ['nobody, whatever was accepted', 0, 0, 'nobody'],
  ])('%s', (_, count, accepted, because) => {
    expect(checkWholeRead('the directory', count, 100, accepted)?.because).toBe(because)
  })
})

describe('isGroupInDoubt', () => {
  it.each([
    // now, last time, accepted, in doubt
    [0, null, null, false], // never read: nobody was protected
    [0, 0, null, false],
    [0, 1, null, true], //     empty, or gone
    [1, 3, null, false], //    two fewer of a small group
    [1, 4, null, true],
    [80, 100, null, false], // 20 %
    [79, 100, null, true],
    [100, 100, null, false],
    [1, 8, 1, false], //       accepted
    [2, 8, 1, false],
    [1, 8, 2, true], //        smaller than what was accepted
    [0, 8, 0, false],
  ])('%i members after %p, with %p accepted: %p', (count, lastGood, accepted, isDoubted) => {
    expect(isGroupInDoubt(count, lastGood, accepted)).toBe(isDoubted)
  })
})
