import { readFileSync } from 'node:fs'
import { BUGS } from '../../../sandbox/chaos/bugs'

describe('BUGS', () => {
  it.each(BUGS)('finds the text of $name once in the app', ({ edits }) => {
    for (const { file, find, replace } of edits) {
      expect(readFileSync(file, 'utf8').split(find)).toHaveLength(2)
      expect(replace).not.toBe(find)
    }
  })

  it('names each bug once', () => {
    expect(new Set(BUGS.map(({ name }) => name)).size).toBe(BUGS.length)
  })
})
