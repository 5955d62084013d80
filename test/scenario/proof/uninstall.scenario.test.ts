import { SECRETS } from '../../../src/app/state/secrets'
import { keptBy } from '../../support/kept'
import { startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

const overview = async (scenario: Scenario) =>
  (await scenario.complete(scenario.administrator.call('getOverview'))) as {
    connected: unknown
    settings: { armed: Record<string, boolean>; refusalMessage: string }
    lastRuns: Record<string, unknown>
  }

/** A company that has been provisioned, with every secret that there is. */
async function inUse(): Promise<Scenario> {
  const scenario = await startScenario({ settings: { refusalMessage: 'No seats today' } })
  for (const name of ['Ada', 'Ben', 'Cleo']) scenario.company.person(name)
  const secret = { kind: 'shared', secret: 'a-secret-of-the-right-length' }
  await scenario.complete(scenario.administrator.call('saveSignalSecret', secret))
  await scenario.runFor('3h')
  return scenario
}

describe('an uninstall', () => {
  it('forgets every secret before the app goes, and leaves nothing', async () => {
    const scenario = await inUse()
    const { host } = scenario
    const before = host.inspectStorage().secretKeys
    const forgotten: string[] = []
    host.onPlatformMessage(({ path, body }) => {
      if (path === '/api/v1/secret/delete') forgotten.push((JSON.parse(body) as { key: string }).key)
    })

    await scenario.complete(host.uninstall())

    expect(before.length).toBeGreaterThanOrEqual(3)
    // Those that are not there are forgotten too: nobody has to know which are.
    expect(forgotten.sort()).toEqual([...SECRETS].sort())
    expect(SECRETS).toEqual(expect.arrayContaining(before))
    const { kvs, secretKeys, entities } = host.inspectStorage()
    expect([kvs, secretKeys, ...Object.values(entities)]).toEqual([{}, [], {}, {}])
  })

  it('ends all work: nothing is called or stored afterwards', async () => {
    const scenario = await inUse()
    await scenario.complete(scenario.administrator.call('runNow', { job: 'provision' }))
    await scenario.complete(scenario.host.uninstall())
    const { invocations, requests } = structuredClone({
      ...scenario.host.counts,
      requests: scenario.host.counts.requests,
    })

    scenario.company.useJira(scenario.company.people[0]!)
    await scenario.runFor('1d')

    expect(scenario.host.counts).toMatchObject({ invocations, requests })
    expect(keptBy(scenario)).toEqual({})
  })

  it('is a new beginning for what is installed again: dry run, default settings, no connections', async () => {
    const scenario = await inUse()
    await scenario.complete(scenario.host.uninstall())

    scenario.host.install()
    await scenario.runFor('1h')

    const { connected, settings, lastRuns } = await overview(scenario)
    expect(connected).toBeNull()
    expect(settings.armed).toEqual({ provision: false, grant: false, sweep: false })
    expect(settings.refusalMessage).not.toBe('No seats today')
    expect(Object.values(lastRuns)).toEqual(Object.values(lastRuns).map(() => null))
  })
})
