import { expectNobodyLost, expectRulesKept, liveThrough } from './working-day'

describe('services that ask for a pause for hours', () => {
  it.each([
    'any 429',
    'any 429 retry-after 40s',
    'any 429 reset-date 40s',
    'any 429 reset-seconds 40s',
    'any 429 reset-epoch 40s every 2',
    'organization 429 reset-date 20m',
    'entra /$batch 429',
    'store 429',
  ])('"%s": no function is ended in its sleep, and nobody is lost', async (line) => {
    const day = await liveThrough(line)

    expect(day.scenario.host.counts.timedOutInvocations).toBe(0)
    expectRulesKept(day.scenario)
    await expectNobodyLost(day)
  })
})
