import { claimWake, forgetWake, isWoken, readWake } from '../../../src/app/state/marks'
import { NOW } from '../../support/builders'
import { createWorld } from '../../support/fakes'

const AT = NOW.toISOString()

describe('the mark that the drain is woken', () => {
  it('is claimed by one of all who have read the same, also when the drain begins meanwhile', async () => {
    const { store } = createWorld().ports
    await forgetWake(store)
    const before = await readWake(store)

    expect([await claimWake(store, before, AT), await claimWake(store, before, AT)]).toEqual([true, false])
    await forgetWake(store)
    expect(await claimWake(store, before, AT)).toBe(false)

    expect(await isWoken(store)).toBe(false)
    expect(await claimWake(store, await readWake(store), AT)).toBe(true)
    expect(await isWoken(store)).toBe(true)
  })
})
