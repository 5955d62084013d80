import { startScenario } from '../../support/scenario'
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

  it.each(['429 retry-after 2m', '503 retry-after 2m'])(
    'Jira %s: no invocation asks for the seats twice',
    async (answer) => {
      const scenario = await startScenario()
      const asked = new Map<number, number>()
      scenario.host.onRequest((service, { url, origin }) => {
        if (service !== 'jira' || origin === null || !url.pathname.endsWith('/applicationrole')) return
        asked.set(origin.invocationId, (asked.get(origin.invocationId) ?? 0) + 1)
      })
      scenario.faults.add(`jira /applicationrole ${answer}`)

      await scenario.runFor('2h')

      expect(Math.max(...asked.values())).toBe(1)
    },
  )
})
