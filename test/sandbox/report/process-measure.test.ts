import { startMemorySampling, wallSeconds } from '../../../sandbox/report/process-measure'

describe('the measures of the process', () => {
  it('see the memory of this process and never less than before', () => {
    const memory = startMemorySampling()
    const first = memory.peakRssMb()
    memory.stop()

    expect(first).toBeGreaterThan(20)
    expect(memory.peakRssMb()).toBeGreaterThanOrEqual(first)
  })

  it('count real time from the start of the process', () => {
    expect(wallSeconds()).toBeGreaterThan(0)
  })
})
