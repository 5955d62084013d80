import type { SettingsPatch } from '../../../sandbox/administrator/create-administrator'
import type { Person } from '../../../sandbox/company/person'
import { addActiveHolders, lastRun, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'
import { ask } from '../../support/sweep-site'

const NEW_DOMAIN = 'new-name.example'

/** A site on a Monday at 03:00: so many people have an account that follows the directory. */
async function startLinked(people: number, settings: SettingsPatch = {}): Promise<Scenario> {
  const scenario = await startScenario({ seats: null, settings })
  addActiveHolders(scenario, people)
  await scenario.runFor('3h')
  return scenario
}

const emailOf = ({ company }: Scenario, person: Person): string => company.accountOf(person).email
const emails = (scenario: Scenario): string[] => scenario.company.people.map((person) => emailOf(scenario, person))

function rename({ tenant }: Scenario, people: readonly Person[], next: (address: string) => string): void {
  for (const { userId } of people) {
    const address = next(tenant.users.get(userId)!.mail!)
    tenant.updateUser(userId, { mail: address, userPrincipalName: address })
  }
}

const toNewDomain = (address: string): string => `${address.split('@')[0]}@${NEW_DOMAIN}`
const toNewName = (address: string): string => `married.${address}`

/** A full run now, until everything that follows from it is over. */
async function provisionNow(scenario: Scenario): Promise<Awaited<ReturnType<typeof lastRun>>> {
  await ask(scenario, 'runNow', { job: 'provision' })
  await scenario.runFor('10m')
  return lastRun(scenario, 'provision')
}

/** How many accounts have another address than before. */
function changed(scenario: Scenario, before: readonly string[]): number {
  const now = emails(scenario)
  return before.filter((address, index) => address !== now[index]).length
}

interface HeldPlan {
  readonly planId: string
  readonly job: string
  readonly removals: number
  readonly because: string
}

async function heldPlans(scenario: Scenario): Promise<readonly HeldPlan[]> {
  return (await ask<{ heldPlans: HeldPlan[] }>(scenario, 'getOverview')).heldPlans
}

describe('a company that changes its domain overnight', () => {
  it('keeps every address until an administrator has seen old and new and approves', async () => {
    const scenario = await startLinked(42)
    const before = emails(scenario)
    rename(scenario, scenario.company.people, toNewDomain)
    const newcomer = scenario.company.person('Nia')

    await scenario.runFor('24h')

    expect(changed(scenario, before)).toBe(0)
    expect(scenario.company.accountOf(newcomer).status).toBe('active')
    expect((await lastRun(scenario, 'provision')).outcome).toBe('held')
    const [held, ...others] = await heldPlans(scenario)
    expect(others).toEqual([])
    expect(held).toMatchObject({ job: 'renames', removals: 42, because: expect.stringMatching(/42 .*domain/) })
    const { rows } = await ask<{ rows: object[] }>(scenario, 'readPlanPart', { planId: held!.planId })
    expect(rows.map((row) => ('address' in row ? row.address : null))).toEqual(
      expect.arrayContaining(before.map((from) => ({ from, to: toNewDomain(from) }))),
    )

    await scenario.complete(scenario.administrator.approveHeldPlans())
    await scenario.runFor('10m')

    expect(emails(scenario).slice(0, 42)).toEqual(before.map(toNewDomain))
    expect(await lastRun(scenario, 'provision')).toMatchObject({ outcome: 'done', counts: { updated: 42 } })
    expect(scenario.host.violations).toEqual([])
  })

  it('writes nobody whose old address the directory has given back meanwhile', async () => {
    const scenario = await startLinked(42)
    const before = emails(scenario)
    rename(scenario, scenario.company.people, toNewDomain)
    await provisionNow(scenario)
    for (const [index, person] of scenario.company.people.slice(2).entries())
      rename(scenario, [person], () => before[index + 2]!)

    await scenario.complete(scenario.administrator.approveHeldPlans())
    await scenario.runFor('10m')

    expect(changed(scenario, before)).toBe(2)
  })
})

describe('changes of address', () => {
  it.each([
    ['another domain', 10, 10],
    ['another domain', 11, 0],
    ['another name', 15, 15], // exactly 5 %
    ['another name', 16, 0],
  ])('to %s of %i in 300 people: %i are written', async (what, count, written) => {
    const next = what === 'another domain' ? toNewDomain : toNewName
    const scenario = await startLinked(300)
    const before = emails(scenario)
    rename(scenario, scenario.company.people.slice(0, count), next)

    const { outcome } = await provisionNow(scenario)

    expect(changed(scenario, before)).toBe(written)
    expect(outcome).toBe(written === 0 ? 'held' : 'done')
  })

  it('are counted together over 24 hours, each person once', async () => {
    const scenario = await startLinked(300)
    const before = emails(scenario)
    const { people } = scenario.company
    rename(scenario, people.slice(0, 6), toNewDomain)
    await provisionNow(scenario)
    expect(changed(scenario, before)).toBe(6)

    await scenario.runFor('20h')
    rename(scenario, people.slice(6, 11), toNewDomain)
    await provisionNow(scenario)
    expect(changed(scenario, before)).toBe(6)
    rename(scenario, people.slice(0, 6), (address) => `${address}.au`)
    rename(scenario, people.slice(10, 11), () => before[10]!) // ten people in all
    await provisionNow(scenario)
    expect(changed(scenario, before)).toBe(10)
  })

  it('of one person provisioned alone are counted as well', async () => {
    const scenario = await startLinked(300)
    const before = emails(scenario)
    const { people } = scenario.company
    rename(scenario, people.slice(0, 10), toNewDomain)
    await provisionNow(scenario)
    rename(scenario, people.slice(10, 11), toNewDomain)

    await ask(scenario, 'provisionPerson', { person: people[10]!.userId })
    await scenario.runFor('10m')

    expect(changed(scenario, before)).toBe(10)
    expect(await heldPlans(scenario)).toMatchObject([{ job: 'renames', removals: 1 }])
  })

  it('take up nothing of what leavers may, nor leavers of theirs', async () => {
    const scenario = await startLinked(42)
    const { people } = scenario.company
    const before = emails(scenario)
    for (const person of people.slice(0, 6)) scenario.company.disable(person)
    await scenario.runFor('1h')
    rename(scenario, people.slice(6, 14), toNewDomain)
    await provisionNow(scenario)
    for (const person of people.slice(14, 18)) scenario.company.disable(person)

    await scenario.runFor('1h')

    expect(changed(scenario, before)).toBe(8)
    expect(people.filter((person) => scenario.company.accountOf(person).status !== 'active')).toHaveLength(10)
  })
})

describe('what is no change of address', () => {
  it('is written for everybody at once: new names', async () => {
    const scenario = await startLinked(42)
    const { people } = scenario.company
    for (const { userId } of people) scenario.tenant.updateUser(userId, { displayName: 'Ada Newname' })

    const { outcome } = await provisionNow(scenario)

    expect(outcome).toBe('done')
    expect(people.every((person) => scenario.company.accountOf(person).displayName === 'Ada Newname')).toBe(true)
  })
})

describe('a mailbox that is removed', () => {
  it.each([
    ['mail-else-upn', 'stays'],
    ['upn', 'was the user principal name'],
  ] as const)('by the setting %s: the address of the account %s', async (address, _) => {
    const scenario = await startScenario({ seats: null, settings: { scope: { address } } })
    addActiveHolders(scenario, 12)
    const ada = scenario.company.people[0]!
    await scenario.runFor('3h')
    const before = emailOf(scenario, ada)
    scenario.tenant.updateUser(ada.userId, { userPrincipalName: 'ada@company.onmicrosoft.com', mail: null })

    const { outcome, skips } = await provisionNow(scenario)

    expect(outcome).toBe('done')
    expect(emailOf(scenario, ada)).toBe(address === 'upn' ? 'ada@company.onmicrosoft.com' : before)
    expect(skips).toEqual(address === 'upn' ? {} : { 'mailbox-gone': 1 })
  })
})
