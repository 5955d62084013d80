import { findSource, SOURCES } from '../../../src/app/signals/registry'
import { sourceNames } from '../../../static/admin/texts'

describe('the registry of sources', () => {
  it('has each source once, with a name on the overview', () => {
    const names = SOURCES.map(({ name }) => name)

    expect([...names].sort()).toEqual(Object.keys(sourceNames).sort())
    expect(names.map(findSource)).toEqual(SOURCES)
  })
})
