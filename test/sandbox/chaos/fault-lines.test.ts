import fc from 'fast-check'
import { faultLine } from '../../../sandbox/chaos/fault-lines'
import { parseFault } from '../../../sandbox/faults/parse-fault'

describe('the faults of the campaign', () => {
  it('are lines of the language', () => {
    fc.assert(
      fc.property(faultLine, (line) => {
        expect(() => parseFault(`${line} for 10m`)).not.toThrow()
      }),
      { numRuns: 2_000, seed: 1 },
    )
  })

  it('draw single people, items of batches, pages for writes, and limits of every form', () => {
    const lines = fc.sample(faultLine, { numRuns: 2_000, seed: 1 }).join('\n')

    for (const part of [' for #', 'store item-fails for #', 'writes html-after', '429 reset-date', '429 reset-epoch'])
      expect(lines).toContain(part)
  })
})
