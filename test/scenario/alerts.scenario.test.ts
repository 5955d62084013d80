/** What alerts by mail cost: nothing on a quiet tick, and one look at the seats an hour. */
import { addActiveHolders, startScenario } from '../support/scenario'

const TICK_MS = 5 * 60_000
const TICKS_OF_AN_HOUR = 12
/** Both logs are polled: what alerts tell of them costs nothing either. */
const signals = { signIn: true, signInAppIds: ['atlassian-cloud'], auditEvents: true, auditActions: ['any'] }

interface TickCost {
  readonly jira: number
  readonly others: number
  readonly kvsReads: number
  readonly kvsWrites: number
}

/** Each tick of one hour at noon on a site where everything is well. */
async function costsOfTicks(alerts: object): Promise<readonly TickCost[]> {
  const scenario = await startScenario({ seats: 200, settings: { signals, alerts } })
  addActiveHolders(scenario, 20)
  await scenario.runFor('12h')
  const { clock, host, complete } = scenario
  const read = (): TickCost => {
    const { requests, kvsReads, kvsWrites } = host.counts
    // A look more moves the moment at which the directory's token is read anew; alerts ask the directory nothing.
    const { jira, entra: _token, ...others } = requests
    return { jira, others: Object.values(others).reduce((sum, count) => sum + count, 0), kvsReads, kvsWrites }
  }
  const costs: TickCost[] = []
  for (let index = 0; index < TICKS_OF_AN_HOUR; index += 1) {
    host.pauseSchedules()
    await clock.runUntil((Math.floor(clock.now() / TICK_MS) + 1) * TICK_MS)
    const before = read()
    await complete(host.fireSchedule('tick-five-minutes'))
    const after = read()
    costs.push({
      jira: after.jira - before.jira,
      others: after.others - before.others,
      kvsReads: after.kvsReads - before.kvsReads,
      kvsWrites: after.kvsWrites - before.kvsWrites,
    })
    // What the tick has pushed, such as a leaver run, is no part of it.
    await scenario.settle()
  }
  return costs
}

it('alerts by mail add one look at the seats to the tick of the hour, and nothing to any other', async () => {
  const on = await costsOfTicks({ issueKey: 'IT-2' })
  const off = await costsOfTicks({ issueKey: null })

  const added = on.map((cost, index) => ({
    jira: cost.jira - off[index]!.jira,
    others: cost.others - off[index]!.others,
    kvsReads: cost.kvsReads - off[index]!.kvsReads,
    kvsWrites: cost.kvsWrites - off[index]!.kvsWrites,
  }))
  const none = { jira: 0, others: 0, kvsReads: 0, kvsWrites: 0 }
  const hourly = added.findIndex(({ jira }) => jira !== 0)
  expect(added[hourly]).toEqual({ ...none, jira: 1, kvsWrites: 1 })
  expect(added.filter((_, index) => index !== hourly)).toEqual(Array(TICKS_OF_AN_HOUR - 1).fill(none))
})
