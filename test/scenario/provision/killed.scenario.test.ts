import { KILL_STEP, killJobsAt, watchWrites } from '../../support/kill-at'
import type { Kill, KilledCalls } from '../../support/kill-at'
import { addActiveHolders, lastRun, startScenario } from '../../support/scenario'

/** Each call that is died at is a company of its own with a night behind it. */
jest.setTimeout(300_000)

const NEWCOMERS = ['Ada', 'Bea', 'Cid', 'Dan', 'Eva']
const LEAVERS = 2

/** Five have joined and two have left since the first night; the worker dies at its n-th call of what follows. */
async function provisionKilled(directory: 'entra' | 'okta', killAt: number, how: Kill, which: KilledCalls) {
  const scenario = await startScenario({ directory })
  const { company, site, administrator } = scenario
  addActiveHolders(scenario, 12)
  await scenario.runFor('3h')
  for (const name of NEWCOMERS) company.person(name)
  for (const person of company.people.slice(0, LEAVERS)) company.disable(person)
  const changes: string[] = []
  site.onChange(({ kind }) => void changes.push(kind))
  const isKilled = killJobsAt(scenario, killAt, how, which)

  await scenario.complete(administrator.call('runNow', { job: 'provision' }))
  await scenario.runFor('2h')

  const end = {
    accounts: [...site.accounts.values()].map(({ email, status, groupIds }) => `${email} ${status} ${groupIds.size}`),
    created: changes.filter((kind) => kind === 'account-created').length,
    disabled: changes.filter((kind) => kind === 'account-status').length,
    seatsUsed: site.seatsUsed(company.productKey),
    outcome: (await lastRun(scenario, 'provision')).outcome,
  }
  return { scenario, isKilled: isKilled(), end: { ...end, accounts: end.accounts.sort() } }
}

describe.each(['entra', 'okta'] as const)('provisioning through %s', (directory) => {
  it.each<[string, Kill, KilledCalls, number]>([
    ['right after a call of a remote service', 'kill-after', 'remote', KILL_STEP],
    // Far more of these; the use case is tested at each of them.
    ['before one of many calls of anything', 'kill', 'any', 13 * KILL_STEP],
  ])('ends the same when it dies %s: nobody is made twice, no leaver forgotten', async (_, how, which, step) => {
    const unharmed = await provisionKilled(directory, Infinity, how, which)
    expect(unharmed.end).toMatchObject({ created: NEWCOMERS.length, disabled: LEAVERS, seatsUsed: 12 - LEAVERS })

    let killAt = step
    for (let isOver = false; !isOver; killAt += step) {
      const { end, isKilled } = await provisionKilled(directory, killAt, how, which)
      expect({ killAt, ...end }).toEqual({ killAt, ...unharmed.end })
      isOver = !isKilled
    }
    expect(killAt).toBeGreaterThan(20)
  })

  it('writes nothing more on unchanged data after having died', async () => {
    const { scenario } = await provisionKilled(directory, 12, 'kill-after', 'remote')
    const writes = watchWrites(scenario)

    await scenario.complete(scenario.administrator.call('runNow', { job: 'provision' }))
    await scenario.runFor('1h')

    expect((await lastRun(scenario, 'provision')).outcome).toBe('done')
    expect(writes).toEqual([])
  })
})
