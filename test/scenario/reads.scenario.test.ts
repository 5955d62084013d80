/** What the app reads of Jira: the application roles once in each run, however many products are managed. */
import { lastRun } from '../support/scenario'
import type { Scenario } from '../support/scenario'
import { ask, sweepNow, sweepSite } from '../support/sweep-site'

const SERVICE_DESK = 'jira-servicedesk'

/** Two products of Jira's family, both managed, and so many holders who have not used the first one. */
async function twoProducts(idle: number) {
  const { scenario } = await sweepSite(60, idle)
  const { site, company } = scenario
  site.addProduct({ key: SERVICE_DESK, name: 'Jira Service Management', seats: 100 })
  site.addGroup({ name: 'agents', productKeys: [SERVICE_DESK] })
  await scenario.complete(scenario.administrator.saveConnections())
  await scenario.runFor('1m')
  const products = [{ key: company.productKey }, { key: SERVICE_DESK }]
  await scenario.complete(scenario.administrator.saveSettings({ products }))
  return scenario
}

/** How often each run, or each part of one, asks Jira for its application roles from now on. */
function countRoleReads({ host }: Scenario): () => readonly number[] {
  const counts = new Map<number, number>()
  host.onRequest((_service, { url, origin }) => {
    if (origin?.functionKey !== 'jobs-worker' || !url.pathname.includes('/applicationrole')) return
    counts.set(origin.invocationId, (counts.get(origin.invocationId) ?? 0) + 1)
  })
  return () => [...counts.values()]
}

describe('the application roles of Jira', () => {
  it('are read once by a sweep that finds nobody', async () => {
    const scenario = await twoProducts(0)
    const reads = countRoleReads(scenario)

    await sweepNow(scenario)

    expect(await lastRun(scenario, 'sweep')).toMatchObject({ outcome: 'done' })
    expect(reads()).toEqual([1])
  })

  it('are read once by each part of a sweep that removes: plan, removal, second look', async () => {
    const scenario = await twoProducts(2)
    const reads = countRoleReads(scenario)

    await sweepNow(scenario)

    expect(await lastRun(scenario, 'sweep')).toMatchObject({ outcome: 'done', counts: { revoked: 2 } })
    expect(reads()).toEqual([1, 1, 1])
  })

  it('are read once by a provision run without news', async () => {
    const scenario = await twoProducts(0)
    await ask(scenario, 'runNow', { job: 'provision' })
    await scenario.settle()
    const reads = countRoleReads(scenario)

    await ask(scenario, 'runNow', { job: 'provision' })
    await scenario.settle()

    expect(await lastRun(scenario, 'provision')).toMatchObject({ outcome: 'done' })
    expect(reads()).toEqual([1])
  })
})
