import { lastRun } from '../support/scenario'
import type { Person } from '../../sandbox/company/person'
import { IDLE_SOON, addIdleHolder, ask, sweepNow, sweepSite } from '../support/sweep-site'

const LAPSED = /licence .* has lapsed/

it('while the licence has lapsed nothing is granted or taken, reading and undo work, and all goes on after it', async () => {
  let more: Person | null = null
  const { scenario, idle } = await sweepSite(40, 2, {}, ({ scenario: site }) => {
    more = addIdleHolder(site, 'Idle later', IDLE_SOON)
  })
  const { company, tenant } = scenario
  const planId = await sweepNow(scenario)
  expect(scenario.removals()).toBe(2)
  const { accountId } = company.accountOf(company.person('Newcomer', { addedAt: 0 }))
  await scenario.runFor('2h')
  const createCalls = watchCreates()
  const renew = scenario.faults.add('licence lapses')

  await sweepNow(scenario)
  const name = { displayName: 'Not Made', givenName: 'Not', surname: 'Made' }
  tenant.addUser({ ...name, userPrincipalName: 'not.made@example.com' })
  await ask(scenario, 'runNow', { job: 'provision' })
  await scenario.settle()
  await expect(ask(scenario, 'grantNow', { accountId, productKey: company.productKey })).rejects.toThrow(LAPSED)

  expect([scenario.removals(), scenario.grants(), createCalls()]).toEqual([2, 0, 0])
  expect(await ask(scenario, 'getOverview')).toMatchObject({ isLicenceLapsed: true })
  expect(await lastRun(scenario, 'sweep')).toMatchObject({ outcome: 'dry-run', counts: { revoke: 1 } })
  expect(await lastRun(scenario, 'provision')).toMatchObject({ outcome: 'dry-run' })
  expect(await ask(scenario, 'explainPerson', { accountId })).toMatchObject({ accountId })

  await ask(scenario, 'undoRun', { planId })
  await scenario.settle()
  expect(idle.map((one) => company.holdsSeat(one))).toEqual([true, true])

  renew()
  await sweepNow(scenario)
  expect([scenario.removals(), company.holdsSeat(more!)]).toEqual([3, false])

  function watchCreates(): () => number {
    let count = 0
    scenario.host.onRequest((service, { method }) => {
      if (service === 'scim' && method === 'POST') count += 1
    })
    return () => count
  }
})
