import { addAskers, askOnPortal, countDrain, grantDateOf, portalStatus } from '../../support/askers'
import { addActiveHolders, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

/** A site with many free seats and some holders, provisioned, at noon of the first day. */
async function atNoon(askers: number, options: Parameters<typeof startScenario>[0] = {}) {
  const scenario = await startScenario({ seats: 2_000, ...options })
  addActiveHolders(scenario, 10)
  const people = addAskers(scenario, 'Ada', askers)
  await scenario.runFor('12h')
  return { scenario, people }
}

const holding = (scenario: Scenario, people: Awaited<ReturnType<typeof atNoon>>['people']): number =>
  people.filter((person) => scenario.company.holdsSeat(person)).length

describe('one person whose membership is not taken', () => {
  const ANSWERS = ['400', '403', '404', '409', '500', 'cut', 'cut-after', 'html', 'html-after', 'truncated'] as const
  const PLACES = [0, 2, 5] as const

  it.each(ANSWERS.map((answer, index) => [answer, PLACES[index % PLACES.length]!] as const))(
    'costs nobody else anything: %s for number %i',
    async (answer, place) => {
      const { scenario, people } = await atNoon(6)
      const hit = people[place]!
      const others = people.filter((person) => person !== hit)
      const lift = scenario.faults.add(`organization /memberships ${answer} for ${hit.name}`)
      const calls = countDrain(scenario)

      await askOnPortal(scenario, people)
      await scenario.runFor('10m')

      expect(holding(scenario, others)).toBe(5)
      for (const person of others) expect(await grantDateOf(scenario, person)).not.toBeNull()
      // At once, and after 1, 5, 15 and 60 minutes, each once more where nothing was answered: a day has 12 of these.
      await scenario.runFor('170m')
      expect(calls().writes - 5).toBeLessThanOrEqual(10)
      if (!answer.endsWith('-after') && answer !== 'truncated') expect(holding(scenario, [hit])).toBe(0)

      lift()
      await scenario.runFor('190m')
      expect(holding(scenario, people)).toBe(6)
      expect(await grantDateOf(scenario, hit)).not.toBeNull()
    },
  )

  it.each(['429', '429 retry-after 20m'])('waits for a time of its own while nobody else asks: %s', async (answer) => {
    const { scenario, people } = await atNoon(1)
    const line = `organization /memberships ${answer} for Ada0`
    const lift = scenario.faults.add(line)

    await askOnPortal(scenario, people)
    await scenario.runFor('10m')
    expect(await portalStatus(scenario, people[0]!)).toMatchObject({ state: 'delayed', because: 'throttled' })
    await scenario.runFor('24h')
    expect(scenario.faults.struck(line)).toBeLessThanOrEqual(25)

    lift()
    await scenario.runFor('190m')
    expect(holding(scenario, people)).toBe(1)
  })

  it('is told the reason, and no lack of licences', async () => {
    const { scenario, people } = await atNoon(1)
    scenario.faults.add('organization /memberships 400 for Ada0')

    await askOnPortal(scenario, people)
    await scenario.runFor('30s')

    expect(await portalStatus(scenario, people[0]!)).toMatchObject({ state: 'delayed', because: 'refused' })
    const { waiting } = (await scenario.complete(scenario.administrator.call('getOverview'))) as { waiting: unknown[] }
    expect(waiting).toEqual([expect.objectContaining({ because: 'refused' })])
    expect(JSON.stringify(waiting)).not.toMatch(/licen/i)
  })
})

describe('one person of whom a service does not tell', () => {
  it.each([
    ['entra', 'entra 403'],
    ['entra', 'entra 503'],
    ['entra', 'entra 429 retry-after 20m'],
    ['entra', 'organization look-ups 503'],
    ['entra', 'organization look-ups 429 retry-after 20m'],
    ['okta', 'okta look-ups 503'],
    ['okta', 'okta look-ups 429 retry-after 20m'],
  ] as const)('is put off, and the others get their seats (%s): %s', async (directory, line) => {
    const { scenario, people } = await atNoon(6, { directory })
    const [hit, ...others] = people
    const lift = scenario.faults.add(`${line} for ${hit!.name}`)

    await askOnPortal(scenario, people)
    await scenario.runFor('10m')
    expect(holding(scenario, others)).toBe(5)
    expect(await portalStatus(scenario, hit!)).toMatchObject({ state: 'delayed' })

    lift()
    await scenario.runFor('190m')
    expect(holding(scenario, people)).toBe(6)
  })
})

describe('many people who can never be added', () => {
  it.each(['403', '404', '400'])('do not keep the next one from a seat: %s', async (answer) => {
    const { scenario, people } = await atNoon(101)
    const [last, ...hit] = [...people].reverse()
    for (const { name } of hit) scenario.faults.add(`organization /memberships ${answer} for ${name}`)
    const calls = countDrain(scenario)

    await askOnPortal(scenario, people)
    await scenario.runFor('2m')
    expect(scenario.company.holdsSeat(last!)).toBe(true)

    await scenario.runFor('58m')
    expect(calls().requests).toBeLessThanOrEqual(500)
    expect(holding(scenario, people)).toBe(1)
  })
})

describe('a slice', () => {
  it('serves many at once where a group and a pattern are required', async () => {
    const scenario = await startScenario({ seats: 2_000 })
    addActiveHolders(scenario, 10)
    const people = addAskers(scenario, 'Ada', 45)
    const { id } = scenario.tenant.addGroup('Staff')
    for (const { userId } of people) scenario.tenant.setMember(id, userId, true)
    const scope = { include: [{ attribute: 'displayName', pattern: '.*' }] }
    await scenario.complete(scenario.administrator.saveSettings({ requiredGroupIds: [id], scope }))
    await scenario.runFor('12h')
    const calls = countDrain(scenario)

    await askOnPortal(scenario, people)
    await scenario.runFor('2m')

    expect(holding(scenario, people)).toBe(45)
    const { requests, slices } = calls()
    expect(slices).toBeLessThanOrEqual(5)
    expect(requests).toBeLessThanOrEqual(12 * slices + 45 + 23)
  })
})
