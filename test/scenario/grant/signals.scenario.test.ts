import { createHmac } from 'node:crypto'
import type { Person } from '../../../sandbox/company/person'
import { addActiveHolders, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

const SECRET = 'a-secret-of-the-right-length'
const PRODUCT = 'jira-software'

/** A site with so many of 20 seats taken, provisioned, at noon of the first day; Ada has an account and no seat. */
async function atNoon(taken: number): Promise<{ scenario: Scenario; ada: Person; accountId: string }> {
  const scenario = await startScenario({ seats: 20 })
  addActiveHolders(scenario, taken)
  const ada = scenario.company.person('Ada')
  await scenario.runFor('12h')
  return { scenario, ada, accountId: scenario.company.accountOf(ada).accountId }
}

const onPortal = (scenario: Scenario, method: 'status' | 'request', accountId: string) =>
  scenario.complete(scenario.host.invokeResolver('portal-page', method, {}, { accountId }))

const onPage = (scenario: Scenario, method: string, payload: unknown = {}) =>
  scenario.complete(scenario.administrator.call(method, payload))

function callFromOutside(scenario: Scenario, body: string, headers: Record<string, string[]>) {
  return scenario.complete(
    scenario.host.invokeWebTrigger('signal-webtrigger', { method: 'POST', path: '/', headers, body }),
  )
}

describe('the portal', () => {
  it('gives a seat within ten seconds of a single request in quiet', async () => {
    const { scenario, ada, accountId } = await atNoon(10)
    expect(await onPortal(scenario, 'status', accountId)).toEqual({ state: 'none' })

    expect(await onPortal(scenario, 'request', accountId)).toMatchObject({ state: 'asked' })
    await scenario.runFor('10s')

    expect(scenario.company.holdsSeat(ada)).toBe(true)
    expect(await onPortal(scenario, 'status', accountId)).toEqual({ state: 'granted' })
  })

  it('shows the refusal, and the seat that frees arrives by itself', async () => {
    const { scenario, ada, accountId } = await atNoon(16)
    await onPortal(scenario, 'request', accountId)
    await scenario.runFor('10s')
    expect(await onPortal(scenario, 'status', accountId)).toMatchObject({
      state: 'waiting',
      message: 'Not enough licenses: 4',
    })

    const leaver = scenario.company.accountOf(scenario.company.people[0]!)
    scenario.site.setMember(leaver.accountId, scenario.company.accessGroupId, false, 'admin')
    await scenario.runFor('6m')

    expect(scenario.company.holdsSeat(ada)).toBe(true)
    expect(await onPortal(scenario, 'status', accountId)).toEqual({ state: 'granted' })
  })

  it('takes nothing from a customer account, nor from somebody who is not signed in', async () => {
    const { scenario } = await atNoon(10)
    const before = scenario.grants()
    const email = 'visitor@partner.example'
    const customer = scenario.site.addAccount({
      email,
      displayName: 'Vera Visitor',
      accountType: 'customer',
      by: 'admin',
    })

    const asked: string[] = []
    scenario.host.onRequest((service) => void asked.push(service))

    expect(await onPortal(scenario, 'request', 'unidentified')).toEqual({ state: 'cannot-ask' })
    expect(await onPortal(scenario, 'request', customer.accountId)).toMatchObject({ state: 'asked' })
    await scenario.runFor('3s')

    // One look-up, and no read of the seats.
    expect(asked).toEqual(['organization'])
    const answer = await onPortal(scenario, 'status', customer.accountId)
    expect(answer).toEqual({ state: 'refused', because: 'no-account' })
    await scenario.runFor('10m')
    expect(scenario.grants()).toBe(before)
  })
})

describe('the web trigger', () => {
  it('asks for a person of the directory, proven by a signature, once', async () => {
    const { scenario, ada } = await atNoon(10)
    await onPage(scenario, 'saveSignalSecret', { kind: 'hmac', secret: SECRET })
    const at = new Date(scenario.clock.now()).toISOString()
    const body = JSON.stringify({ nonce: 'nonce-0001', at, people: [{ objectId: ada.userId }] })
    const headers = { 'X-Signature': [createHmac('sha256', SECRET).update(body).digest('hex')] }

    expect((await callFromOutside(scenario, body, {})).statusCode).toBe(401)
    expect((await callFromOutside(scenario, body, headers)).statusCode).toBe(202)
    expect((await callFromOutside(scenario, body, headers)).statusCode).toBe(401)
    await scenario.runFor('10s')

    expect(scenario.company.holdsSeat(ada)).toBe(true)
    expect(scenario.grants()).toBe(1)
  })

  it('costs a forged call one read, and a replayed one no more', async () => {
    const { scenario, accountId } = await atNoon(10)
    await onPage(scenario, 'saveSignalSecret', { kind: 'shared', secret: SECRET })
    const at = new Date(scenario.clock.now()).toISOString()
    const body = JSON.stringify({ nonce: 'nonce-0001', at, people: [{ accountId }] })
    await callFromOutside(scenario, body, { authorization: [SECRET] })
    await scenario.runFor('2m')
    const { counts } = scenario.host
    const cost = async (text: string, secret: string): Promise<[number, number]> => {
      const [reads, writes] = [counts.kvsReads, counts.kvsWrites]
      const { statusCode } = await callFromOutside(scenario, text, { authorization: [secret] })
      expect(statusCode).toBe(401)
      return [counts.kvsReads - reads, counts.kvsWrites - writes]
    }

    expect(await cost(body, 'forged')).toEqual([1, 0])
    expect(await cost(body, SECRET)).toEqual([1, 0])
    expect(await cost('x'.repeat(100_000), SECRET)).toEqual([0, 0])
  })

  it('answers Okta’s verification', async () => {
    const { scenario } = await atNoon(10)
    await onPage(scenario, 'saveSignalSecret', { kind: 'shared', secret: SECRET })
    const headers = { 'X-Okta-Verification-Challenge': ['abc'] }

    const reply = await scenario.complete(
      scenario.host.invokeWebTrigger('signal-webtrigger', { method: 'GET', path: '/', headers, body: '' }),
    )

    expect(reply).toMatchObject({ statusCode: 200, body: '{"verification":"abc"}' })
  })

  it('tells its address, which is the one that Forge knows', async () => {
    const { scenario } = await atNoon(10)

    expect(await onPage(scenario, 'getSignalTrigger')).toEqual({
      address: scenario.host.webTriggerUrl('signal-webtrigger'),
      secret: null,
    })
  })
})

describe('the waiting list', () => {
  it('follows the administrator’s order, and lets somebody go first', async () => {
    const { scenario, ada, accountId } = await atNoon(16)
    const ben = scenario.company.person('Ben')
    const cid = scenario.company.person('Cid')
    await scenario.runFor('24h')
    await onPortal(scenario, 'request', accountId)
    await scenario.runFor('10s')
    await onPortal(scenario, 'request', scenario.company.accountOf(ben).accountId)
    await scenario.runFor('10s')

    await onPage(scenario, 'grantNow', {
      accountId: scenario.company.accountOf(cid).accountId,
      productKey: PRODUCT,
    })
    await scenario.runFor('10s')
    const benId = scenario.company.accountOf(ben).accountId
    await onPage(scenario, 'moveWaiting', { accountId: benId, productKey: PRODUCT, before: accountId })
    const { waiting } = (await onPage(scenario, 'getOverview')) as { waiting: { accountId: string }[] }
    expect(waiting.map((one) => one.accountId)).toEqual([scenario.company.accountOf(cid).accountId, benId, accountId])

    for (const person of scenario.company.people.slice(0, 2)) {
      const leaver = scenario.company.accountOf(person)
      scenario.site.setMember(leaver.accountId, scenario.company.accessGroupId, false, 'admin')
    }
    await scenario.runFor('6m')

    expect([cid, ben, ada].map((person) => scenario.company.holdsSeat(person))).toEqual([true, true, false])
  })
})

describe('a group product', () => {
  it('has its own seats: the administrator’s total less the members of its groups', async () => {
    const { scenario, accountId } = await atNoon(5)
    const { site } = scenario
    const group = site.addGroup({ name: 'confluence-users' })
    site.setGroupRoles(group.groupId, [
      {
        resourceId: `ari:cloud:confluence::site/${site.cloudId}`,
        resourceOwner: 'confluence',
        roles: ['atlassian/user'],
      },
    ])
    const groupIds = [scenario.company.accessGroupId, group.groupId]
    await scenario.complete(scenario.administrator.saveConnections({ groupIds }))
    const confluence = { key: 'confluence', kind: 'group', accessGroupIds: [group.groupId], seatTotal: 5 }
    await scenario.complete(scenario.administrator.saveSettings({ products: [{ key: PRODUCT }, confluence] }))
    const other = scenario.company.accountOf(scenario.company.people[0]!).accountId

    // Who cannot sign in takes no seat.
    for (const status of ['deactivated', 'suspended'] as const) {
      const gone = scenario.company.accountOf(scenario.company.person(status, { account: true }))
      site.setMember(gone.accountId, group.groupId, true, 'admin')
      site.setStatus(gone.accountId, status, 'admin')
    }

    await onPage(scenario, 'grantNow', { accountId, productKey: 'confluence' })
    await scenario.runFor('20s')
    await onPage(scenario, 'grantNow', { accountId: other, productKey: 'confluence' })
    await scenario.runFor('20s')

    expect(site.groups.get(group.groupId)!.memberIds).toContain(accountId)
    const { waiting } = (await onPage(scenario, 'getOverview')) as { waiting: unknown[] }
    expect(waiting).toEqual([
      expect.objectContaining({ accountId: other, productKey: 'confluence', message: 'Not enough licenses: 4' }),
    ])
  })

  it('adds nobody to a group that makes administrators', async () => {
    const { scenario, accountId } = await atNoon(5)
    const { site, company } = scenario
    site.setGroupRoles(company.accessGroupId, [
      {
        resourceId: `ari:cloud:platform::org/${site.orgId}`,
        resourceOwner: 'platform',
        roles: ['atlassian/org-admin'],
      },
    ])

    await onPortal(scenario, 'request', accountId)
    await scenario.runFor('10m')

    expect(scenario.grants()).toBe(0)
    expect(site.groups.get(company.accessGroupId)!.memberIds.has(accountId)).toBe(false)
  })
})
