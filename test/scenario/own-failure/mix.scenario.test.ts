import fc from 'fast-check'
import { addAskers, countDrain } from '../../support/askers'
import { startScenario } from '../../support/scenario'

const SERVICE_DESK = 'jira-servicedesk'

interface Mix {
  /** How many ask within a second. */
  readonly askers: number
  /** So many of them are not in scope. */
  readonly strangers: number
  readonly hasRequiredGroup: boolean
  readonly hasPattern: boolean
  /** Groups of the directory that lead into a group of the organization. */
  readonly mapped: number
  readonly isAlwaysInOne: boolean
  readonly hasTwoProducts: boolean
}

const anyMix: fc.Arbitrary<Mix> = fc.record({
  askers: fc.integer({ min: 1, max: 120 }),
  strangers: fc.integer({ min: 0, max: 20 }),
  hasRequiredGroup: fc.boolean(),
  hasPattern: fc.boolean(),
  mapped: fc.constantFrom(0, 1, 3),
  isAlwaysInOne: fc.boolean(),
  hasTwoProducts: fc.boolean(),
})

/** The whole promise is for up to 1,000 at once; `MIXES=20 MIX_ASKERS=1000` runs more and larger ones. */
const RUNS = Number(process.env['MIXES'] ?? 4)
const LARGEST = Number(process.env['MIX_ASKERS'] ?? 120)
const SEED = Number(process.env['MIX_SEED'] ?? 7)
const [...MIXES] = fc.sample(anyMix, { numRuns: RUNS, seed: SEED })
jest.setTimeout(600_000)

it.each([{ ...MIXES[0]!, askers: LARGEST, hasRequiredGroup: true, hasPattern: true }, ...MIXES])(
  'everybody is decided within the bounds: %j',
  async (mix) => {
    const { askers, strangers } = mix
    const scenario = await startScenario({ seats: 3_000 })
    const { site, tenant, administrator, company } = scenario
    const people = addAskers(scenario, 'Ada', askers)
    const others = addAskers(scenario, 'Stranger', strangers)
    const staff = tenant.addGroup('Staff')
    for (const { userId } of people) tenant.setMember(staff.id, userId, true)
    const pairs = Array.from({ length: mix.mapped }, (_, index) => {
      const from = tenant.addGroup(`Team ${index}`)
      for (const { userId } of people.filter((_one, place) => place % (index + 2) === 0))
        tenant.setMember(from.id, userId, true)
      return { directoryGroupId: from.id, groupId: site.addGroup({ name: `team-${index}` }).groupId }
    })
    const everybody = site.addGroup({ name: 'everybody' })
    if (mix.hasTwoProducts) site.addProduct({ key: SERVICE_DESK, name: 'Jira Service Management', seats: 3_000 })
    const desk = mix.hasTwoProducts ? [site.addGroup({ name: 'agents', productKeys: [SERVICE_DESK] })] : []
    const groupIds = [
      ...[company.accessGroupId, everybody.groupId, ...pairs.map(({ groupId }) => groupId)],
      ...desk.map(({ groupId }) => groupId),
    ]
    await scenario.complete(administrator.saveConnections({ groupIds }))
    await scenario.runFor('1m')
    const pattern = mix.hasPattern ? { scope: { include: [{ attribute: 'displayName', pattern: 'Ada.*' }] } } : {}
    await scenario.complete(
      administrator.saveSettings({
        ...(mix.hasRequiredGroup ? { requiredGroupIds: [staff.id] } : {}),
        ...pattern,
        groups: { mappings: pairs, always: mix.isAlwaysInOne ? [everybody.groupId] : [] },
        ...(mix.hasTwoProducts
          ? { products: [{ key: company.productKey }, { key: SERVICE_DESK, signals: true }] }
          : {}),
      }),
    )
    await scenario.runFor('6h')
    // Whoever is in those groups by the full run is taken out again: the drain has them to join.
    for (const person of people)
      for (const { groupId } of [everybody, ...pairs])
        site.setMember(company.accountOf(person).accountId, groupId, false, 'admin')
    const calls = countDrain(scenario)
    const isStranger = mix.hasRequiredGroup || mix.hasPattern

    for (const person of [...people, ...others]) company.signIn(person)
    await scenario.runFor('40m')

    const products = mix.hasTwoProducts ? 2 : 1
    for (const person of people) {
      const held = [...site.accounts.get(company.accountOf(person).accountId)!.groupIds]
      expect(held).toEqual(expect.arrayContaining([company.accessGroupId, ...desk.map(({ groupId }) => groupId)]))
      if (mix.isAlwaysInOne) expect(held).toContain(everybody.groupId)
    }
    expect(others.filter((one) => company.holdsSeat(one))).toHaveLength(isStranger ? 0 : strangers)
    const { requests, writes, slices } = calls()
    expect(requests).toBeLessThanOrEqual(12 * slices * products + writes + 0.5 * (askers + strangers) * products)
  },
)
