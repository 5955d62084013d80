import type { Person } from '../../../sandbox/company/person'
import type { Sandbox } from '../../../sandbox/create-sandbox'
import { keptBy, troublesOf } from '../../support/kept'
import { DAY_MS, addActiveHolders, lastRun, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

/** What a service may answer about one person. */
const ANSWERS = ['400', '403', '404', '409', '500', 'time-out', 'cut-after', 'html', 'truncated'] as const
/** The first, the middle one and the last of those whom a plan is about. */
const PLACES = [0, 1, 2] as const
/** `OWN_FAILURE=all` plays every answer at every place; otherwise each answer is played at one. */
const CASES = ANSWERS.flatMap((answer, index) =>
  PLACES.filter((place) => process.env['OWN_FAILURE'] === 'all' || place === index % PLACES.length).map(
    (place) => [answer, place] as const,
  ),
)

interface Write {
  readonly name: string
  /** The service that is asked, and the type of the action. */
  readonly service: 'scim' | 'organization'
  readonly type: string
  /** Adds the people before the first run. */
  readonly add: (scenario: Scenario, name: string) => Person
  /** What happens to them, so that there is something to write. */
  readonly happen: (scenario: Scenario, person: Person) => void
  readonly isDone: (scenario: Scenario, person: Person) => boolean
}

const isActive = ({ company }: Sandbox, person: Person): boolean => company.accountOf(person).status === 'active'
const isInProject = ({ company }: Sandbox, person: Person): boolean =>
  company.accountOf(person).groupIds.has(company.projectGroupId)
const projectOf = ({ tenant }: Sandbox): string =>
  [...tenant.groups.values()].find(({ displayName }) => displayName === 'Project')!.id
const hasAccount = ({ company }: Sandbox, person: Person): boolean => {
  try {
    return company.accountOf(person).status === 'active'
  } catch {
    return false
  }
}
const employed = { account: true } as const

const WRITES: readonly Write[] = [
  {
    ...{ name: 'New', service: 'scim', type: 'create' },
    // In scope from the moment they are enabled.
    add: ({ company }, name) => company.person(name, { enabled: false }),
    happen: ({ company }, person) => company.enable(person),
    isDone: hasAccount,
  },
  {
    ...{ name: 'Renamed', service: 'scim', type: 'update' },
    add: ({ company }, name) => company.person(name, employed),
    happen: ({ tenant }, person) =>
      tenant.updateUser(person.userId, { givenName: 'Other', displayName: `Other ${person.name}` }),
    isDone: ({ company }, person) => company.accountOf(person).displayName === `Other ${person.name}`,
  },
  {
    ...{ name: 'Leaver', service: 'scim', type: 'deactivate' },
    add: ({ company }, name) => company.person(name, employed),
    happen: ({ company }, person) => company.disable(person),
    isDone: (scenario, person) => !isActive(scenario, person),
  },
  {
    ...{ name: 'Suspended', service: 'organization', type: 'deactivate' },
    add: ({ company }, name) => company.person(name, { ...employed, synchronised: false }),
    happen: ({ company }, person) => company.disable(person),
    isDone: (scenario, person) => !isActive(scenario, person),
  },
  {
    ...{ name: 'Back', service: 'scim', type: 'restore' },
    // Away since Monday morning.
    add: ({ company }, name) => company.person(name, employed),
    happen: ({ company }, person) => company.enable(person),
    isDone: isActive,
  },
  {
    ...{ name: 'Idle', service: 'organization', type: 'revoke' },
    add: ({ company, startsAt }, name) =>
      company.person(name, { seat: true, addedAt: startsAt - 900 * DAY_MS, lastActiveAt: startsAt - 300 * DAY_MS }),
    happen: () => undefined,
    isDone: ({ company }, person) => !company.holdsSeat(person),
  },
  {
    ...{ name: 'Joining', service: 'organization', type: 'join-group' },
    add: ({ company }, name) => company.person(name, employed),
    happen: (scenario, person) => scenario.tenant.setMember(projectOf(scenario), person.userId, true),
    isDone: isInProject,
  },
  {
    ...{ name: 'Leaving', service: 'organization', type: 'leave-group' },
    add: (scenario, name) => {
      const person = scenario.company.person(name, employed)
      scenario.tenant.setMember(projectOf(scenario), person.userId, true)
      return person
    },
    happen: (scenario, person) => scenario.tenant.setMember(projectOf(scenario), person.userId, false),
    isDone: (scenario, person) => !isInProject(scenario, person),
  },
]

interface Cast {
  readonly write: Write
  readonly people: readonly Person[]
}

/** Everybody has been met; on Tuesday, half past one, the things happen that the app has to write. */
async function startAll(): Promise<{ scenario: Scenario; cast: readonly Cast[] }> {
  const scenario = await startScenario({ isArmed: false, seats: 400 })
  const { company, tenant, administrator } = scenario
  const { id: directoryGroupId } = tenant.addGroup('Project')
  const cast = WRITES.map((write) => ({
    write,
    people: PLACES.map((place) => write.add(scenario, `${write.name}${'ABC'[place]}`)),
  }))
  // So many that all that is taken on one day stays below the removal limit.
  addActiveHolders(scenario, 300)
  const groups = { mappings: [{ directoryGroupId, groupId: company.projectGroupId }] }
  const permit = { groupIds: [company.accessGroupId, company.projectGroupId], maySuspend: true }
  await scenario.complete(administrator.setUp({ groups }, permit))
  await scenario.runFor('3h')
  for (const person of cast.find(({ write }) => write.name === 'Back')!.people) company.disable(person)
  await scenario.runFor('22.5h')
  for (const { write, people } of cast) for (const person of people) write.happen(scenario, person)
  return { scenario, cast }
}

const notDone = (scenario: Scenario, cast: readonly Cast[]): string[] =>
  cast.flatMap(({ write, people }) => people.filter((one) => !write.isDone(scenario, one)).map(({ name }) => name))

/** How the app calls each answer, and whether the service has done what was asked for all the same. */
const MEANING: Readonly<Record<(typeof ANSWERS)[number], readonly [because: string, isDone?: true]>> = {
  '400': ['refused'],
  '403': ['permission-missing'],
  '404': ['not-found'],
  '409': ['conflict'],
  '500': ['unavailable'],
  'time-out': ['unavailable'],
  'cut-after': ['unavailable', true],
  html: ['bad-response'],
  truncated: ['bad-response', true],
}

/** Everything was carried through and written down, though some of it failed. */
function expectAllOver(scenario: Scenario): void {
  const kept = Object.entries(keptBy(scenario))
  const unfinished = kept.filter(
    ([key, value]) =>
      (/^plan:.*\D$/.test(key) && !key.endsWith(':actions') && (value as { status: string }).status !== 'done') ||
      (/^journal:.*:\d+$/.test(key) && !(value as { isDone: boolean }).isDone),
  )
  expect(unfinished).toEqual([])
}

describe('a write of a plan', () => {
  it.each(CASES)('answered with %s for one person (place %i) is that person’s trouble', async (answer, place) => {
    const { scenario, cast } = await startAll()
    const [because, isActedOn = false] = MEANING[answer]
    const hit = cast.map(({ write, people }) => ({ write, person: people[place]! }))
    const mend = hit.map(({ write, person }) =>
      scenario.faults.add(`${write.service} writes ${answer} for ${person.name}`),
    )

    // An hour after the sweep, which begins last, at four.
    await scenario.runFor('3.5h')

    expect(notDone(scenario, cast)).toEqual(isActedOn ? [] : hit.map(({ person }) => person.name))
    const listed = Object.entries(troublesOf(scenario)).map(([key, one]) => `${key.split(' ')[0]} ${one.because}`)
    const failing = hit.filter(({ write }) => !isActedOn || write.type === 'update')
    expect(listed.sort()).toEqual(failing.map(({ write }) => `${write.type} ${because}`).sort())
    expectAllOver(scenario)
    expect(await lastRun(scenario, 'provision')).toMatchObject({ outcome: 'done' })
    expect(await lastRun(scenario, 'sweep')).toMatchObject({ outcome: 'done' })

    for (const end of mend) end()
    await scenario.runFor('190m')

    expect(notDone(scenario, cast)).toEqual([])
    expect(troublesOf(scenario)).toEqual({})
    expect(scenario.violations()).toEqual([])
  })

  it('that is to wait for one person, while others are answered, is in nobody else’s way', async () => {
    const { scenario, cast } = await startAll()
    const hit = cast.map(({ write, people }) => ({ write, person: people[0]! }))
    const mend = hit.map(({ write, person }) =>
      scenario.faults.add(`${write.service} writes 429 retry-after 10m for ${person.name}`),
    )

    await scenario.runFor('3.5h')

    expect(notDone(scenario, cast)).toEqual(hit.map(({ person }) => person.name))
    expect(Object.keys(troublesOf(scenario))).toHaveLength(hit.length)

    for (const end of mend) end()
    await scenario.runFor('190m')

    expect([notDone(scenario, cast), troublesOf(scenario)]).toEqual([[], {}])
    expectAllOver(scenario)
  })

  it('that is never answered for one person is tried at most 25 times a day', async () => {
    const { scenario, cast } = await startAll()
    const lines = cast.map(({ write, people }) => `${write.service} writes 500 for ${people[1]!.name}`)
    for (const line of lines) scenario.faults.add(line)

    await scenario.runFor('25h')

    const calls = lines.map((line) => scenario.faults.struck(line))
    expect(Math.max(...calls)).toBeLessThanOrEqual(25)
    expect(Math.min(...calls)).toBeGreaterThan(10)
    expect(notDone(scenario, cast)).toEqual(cast.map(({ people }) => people[1]!.name))
    const { alerts } = (await scenario.complete(scenario.administrator.call('getOverview'))) as {
      alerts: readonly { readonly type: string; readonly text: string }[]
    }
    expect(alerts.find(({ type }) => type === 'leavers-fail')?.text).toMatch(/^The account of 2 people who left/)
    expect(alerts.find(({ type }) => type === 'changes-fail')?.text).toMatch(/^A change of 8 people failed/)
  })
})
