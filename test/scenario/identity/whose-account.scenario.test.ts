import type { Person } from '../../../sandbox/company/person'
import { addActiveHolders, lastRun, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

/** Another object of the directory with the mail of a person, and whatever else is told. */
function addObject(
  { tenant }: Scenario,
  mail: string,
  change: Partial<Parameters<Scenario['tenant']['addUser']>[0]> = {},
): string {
  return tenant.addUser({
    ...{ displayName: 'Somebody Else', givenName: 'Somebody', surname: 'Else', mail },
    userPrincipalName: `second.${mail}`,
    ...change,
  }).id
}

const mailOf = ({ tenant }: Scenario, { userId }: Person): string => tenant.users.get(userId)!.mail!

/** A company with some life, and Ada, who works and holds a seat. */
async function startWithAda(change: Parameters<Scenario['company']['person']>[1] = {}) {
  const scenario = await startScenario()
  addActiveHolders(scenario, 5)
  const lastActiveAt = scenario.startsAt - 2.5 * 86_400_000
  const ada = scenario.company.person('Ada', { seat: true, lastActiveAt, ...change })
  await scenario.runFor('5h')
  const { accountId } = scenario.company.accountOf(ada)
  const account = () => scenario.site.accounts.get(accountId)!
  const holds = (): boolean => scenario.site.holdsSeat(accountId, scenario.company.productKey)
  return { scenario, ada, accountId, account, holds, mail: mailOf(scenario, ada) }
}

/** A full run, and what it has planned; the look for leavers in between. */
async function night(scenario: Scenario): Promise<void> {
  await scenario.complete(scenario.administrator.call('runNow', { job: 'provision' }))
  await scenario.runFor('40m')
}

interface Doubts {
  readonly total: number
  readonly rows: readonly { objectId: string; accountId: string | null; otherId: string | null; because: string }[]
}

const listDoubts = (scenario: Scenario): Promise<Doubts> =>
  scenario.complete(scenario.administrator.call('listDoubts', {})) as Promise<Doubts>

describe('whose account it is', () => {
  it('stays with a living person whose address a second object has, whatever becomes of that', async () => {
    const { scenario, ada, account, holds, mail } = await startWithAda()

    const twin = addObject(scenario, mail)
    await night(scenario)
    await night(scenario)
    expect(account()).toMatchObject({ displayName: ada.name, externalId: ada.userId })
    expect((await listDoubts(scenario)).rows).toMatchObject([{ objectId: twin, because: 'another-owner' }])
    scenario.tenant.deleteUser(twin)
    await scenario.runFor('1h')

    expect([account().status, holds()]).toEqual(['active', true])
    expect(scenario.removals()).toBe(0)
    await night(scenario)
    expect((await listDoubts(scenario)).total).toBe(0)
  })

  it('is not inherited by somebody new with the address of who left', async () => {
    const { scenario, ada, accountId, account, mail } = await startWithAda()
    scenario.company.remove(ada)
    await scenario.runFor('1h')
    expect(account().status).not.toBe('active')

    const heir = addObject(scenario, mail, { employeeId: '8' })
    await scenario.runFor('48h')

    expect(account()).toMatchObject({ externalId: ada.userId, groupIds: new Set() })
    expect(account().status).not.toBe('active')
    expect((await listDoubts(scenario)).rows).toMatchObject([
      { objectId: heir, accountId, otherId: ada.userId, because: 'owner-gone' },
    ])
    expect((await lastRun(scenario, 'provision')).counts).toMatchObject({ inDoubt: 1 })
  })

  it('comes back within one night to the same person made anew, the seat by asking', async () => {
    const { scenario, ada, accountId, account, holds, mail } = await startWithAda({ employeeId: '7' })
    scenario.company.remove(ada)
    await scenario.runFor('1h')
    expect(account().status).not.toBe('active')

    addObject(scenario, mail, { employeeId: '7' })
    await night(scenario)
    expect([account().status, holds()]).toEqual(['active', false])
    expect((await listDoubts(scenario)).total).toBe(0)

    await scenario.complete(scenario.host.invokeResolver('portal-page', 'request', {}, { accountId }))
    await scenario.runFor('5m')
    expect(holds()).toBe(true)
  })

  it('comes back without proof after one click, and goes back when that is taken back', async () => {
    const { scenario, ada, accountId, account, mail } = await startWithAda()
    scenario.company.remove(ada)
    await scenario.runFor('1h')
    const objectId = addObject(scenario, mail)
    await night(scenario)
    expect(account().status).not.toBe('active')

    await scenario.complete(scenario.administrator.call('sayIdentity', { objectId, accountId, verdict: 'same' }))
    await night(scenario)
    expect(account().status).toBe('active')
    // What was said stays in the list, to be taken back.
    expect(await listDoubts(scenario)).toMatchObject({ total: 1, open: 0, rows: [{ because: null }] })

    await scenario.complete(scenario.administrator.call('takeBackDecision', { objectId, accountId }))
    await night(scenario)
    expect((await listDoubts(scenario)).rows).toMatchObject([{ objectId, because: 'owner-gone' }])
  })

  it('keeps access while a new object is made before the old one is deleted', async () => {
    const { scenario, ada, accountId, account, holds, mail } = await startWithAda()
    const objectId = addObject(scenario, mail)
    await night(scenario)

    scenario.company.remove(ada)
    await night(scenario)
    expect([account().status, holds()]).toEqual(['active', true])

    await scenario.complete(scenario.administrator.call('sayIdentity', { objectId, accountId, verdict: 'another' }))
    await night(scenario)
    expect([account().status === 'active', holds()]).toEqual([false, false])
  })

  it.each(['missing', 'null'])('stays with who is linked where the address of the account is %s', async (how) => {
    const { scenario, ada, account, mail } = await startWithAda({ synchronised: false })
    // So many are asked for at once: whose the row is shows by asking again.
    for (const name of ['Cid', 'Dan', 'Eve']) scenario.company.person(name)
    const twin = addObject(scenario, mail, { accountEnabled: true })
    const disarm = scenario.faults.add(`organization row email ${how} for Ada`)
    scenario.company.remove(ada)

    await night(scenario)

    expect(account()).toMatchObject({ displayName: ada.name })
    expect(account().externalId).not.toBe(twin)
    expect((await listDoubts(scenario)).rows).toMatchObject([{ objectId: twin, because: 'owner-gone' }])
    expect((await lastRun(scenario, 'provision')).counts).toMatchObject({ created: 3 })
    disarm()
  })

  it.each([
    ['is somebody else’s who is there', true, 'Ada'],
    ['is of an object that is gone', false, 'Ada King'],
  ])('is written by a remembered record unless that %s by now', async (_, isThere, expected) => {
    const scenario = await startScenario()
    addActiveHolders(scenario, 5)
    const [ada, bea] = [scenario.company.person('Ada'), scenario.company.person('Bea')]
    await night(scenario)
    const { accountId } = scenario.company.accountOf(ada)
    const account = () => scenario.site.accounts.get(accountId)!
    const gone = '11111111-1111-4111-8111-111111111111'
    scenario.site.updateAccount(accountId, { externalId: isThere ? bea.userId : gone }, 'admin')
    scenario.tenant.updateUser(ada.userId, { displayName: 'Ada King' })

    await night(scenario)

    expect([account().displayName, account().externalId]).toEqual([expected, isThere ? bea.userId : ada.userId])
    const troubles = await scenario.complete(scenario.administrator.call('listTroubles', {}))
    const listed = { accountId, because: 'identity-in-doubt' }
    expect((troubles as { rows: unknown }).rows).toMatchObject(isThere ? [listed] : [])
  })

  describe.each([
    ['somebody else who is there', true],
    ['an object that is gone', false],
  ])('whose remembered record names %s by now', (_, isThere) => {
    /** Ada and Bea, who works; then Ada's record is told to be Bea's, or nobody's, and `act` happens. */
    async function startWithRecord(act: (scenario: Scenario, ada: Person) => Promise<void>) {
      const scenario = await startScenario()
      addActiveHolders(scenario, 5)
      const [ada, bea] = ['Ada', 'Bea'].map((name) => scenario.company.person(name)) as [Person, Person]
      await night(scenario)
      const { accountId } = scenario.company.accountOf(ada)
      await scenario.complete(scenario.host.invokeResolver('portal-page', 'request', {}, { accountId }))
      await scenario.runFor('5m')
      await act(scenario, ada)
      const externalId = isThere ? bea.userId : '11111111-1111-4111-8111-111111111111'
      scenario.site.updateAccount(accountId, { externalId }, 'admin')
      const troubles = (): Promise<unknown> => scenario.complete(scenario.administrator.call('listTroubles', {}))
      const listed = { rows: isThere ? [{ accountId, because: 'identity-in-doubt' }] : [] }
      const holds = (): boolean => scenario.site.holdsSeat(accountId, scenario.company.productKey)
      return { scenario, ada, account: () => scenario.site.accounts.get(accountId)!, holds, troubles, listed }
    }

    it('is disabled, and its access taken, by what becomes of Ada only if it is hers', async () => {
      const { scenario, ada, account, holds, troubles, listed } = await startWithRecord(async () => {})
      expect(holds()).toBe(true)

      scenario.company.remove(ada)
      await scenario.runFor('1h')

      expect([account().status === 'active', holds()]).toEqual([isThere, isThere])
      expect(await troubles()).toMatchObject(listed)
    })

    it('is made usable again for Ada only if it is hers', async () => {
      const { scenario, ada, account, troubles, listed } = await startWithRecord(async (begun, leaver) => {
        begun.company.disable(leaver)
        await begun.runFor('1h')
      })
      expect(account().status).toBe('deactivated')

      scenario.tenant.updateUser(ada.userId, { accountEnabled: true })
      await night(scenario)

      expect(account().status).toBe(isThere ? 'deactivated' : 'active')
      expect(await troubles()).toMatchObject(listed)
    })
  })

  it('is a doubt of who has a record that cannot be read, and of nobody else', async () => {
    const scenario = await startScenario()
    addActiveHolders(scenario, 5)
    const [ada] = ['Ada', 'Bea'].map((name) => scenario.company.person(name, { account: true, synchronised: false }))
    const disarm = scenario.faults.add('scim look-ups html for Ada')
    await night(scenario)
    expect((await listDoubts(scenario)).rows).toMatchObject([{ objectId: ada!.userId, because: 'record-unread' }])
    expect((await lastRun(scenario, 'provision')).counts).toMatchObject({ byAddress: 1, inDoubt: 1 })

    disarm()
    await night(scenario)

    expect((await listDoubts(scenario)).total).toBe(0)
    expect((await lastRun(scenario, 'provision')).counts).toMatchObject({ byAddress: 2 })
  })

  it('does not go to leftovers and guests, who are in nobody’s way', async () => {
    const scenario = await startScenario()
    addActiveHolders(scenario, 5)
    const [ada, bea] = [scenario.company.person('Ada'), scenario.company.person('Bea', { account: true })]
    addObject(scenario, mailOf(scenario, ada), { accountEnabled: false })
    addObject(scenario, mailOf(scenario, bea), { userType: 'Guest' })

    await night(scenario)

    expect(scenario.company.accountOf(ada).status).toBe('active')
    expect((await listDoubts(scenario)).total).toBe(0)
  })

  it('of a guest whom nobody provisioned is left alone, also when the guest is disabled or deleted', async () => {
    const scenario = await startScenario()
    addActiveHolders(scenario, 5)
    const lastActiveAt = scenario.startsAt - 86_400_000
    const guests = ['Gus', 'Gia'].map((name) =>
      scenario.company.person(name, { guest: true, seat: true, synchronised: false, lastActiveAt }),
    )
    const accounts = guests.map((guest) => scenario.company.accountOf(guest).accountId)
    await night(scenario)

    scenario.company.disable(guests[0]!)
    scenario.company.remove(guests[1]!)
    await night(scenario)

    expect(accounts.map((id) => scenario.site.accounts.get(id)!.status)).toEqual(['active', 'active'])
    expect(scenario.removals()).toBe(0)
  })

  it('is asked of an administrator where two people have one address, and nothing is made', async () => {
    const scenario = await startScenario()
    addActiveHolders(scenario, 5)
    const ada = scenario.company.person('Ada')
    const twin = addObject(scenario, mailOf(scenario, ada))
    await night(scenario)

    const { rows } = await listDoubts(scenario)

    expect(rows.map(({ objectId, because }) => [objectId, because]).sort()).toEqual(
      [
        [ada.userId, 'same-address'],
        [twin, 'same-address'],
      ].sort(),
    )
    expect(scenario.site.findByEmail(mailOf(scenario, ada))).toBeUndefined()
  })
})
