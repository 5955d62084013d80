import type { Person } from '../../../sandbox/company/person'
import type { Sandbox } from '../../../sandbox/create-sandbox'
import { keptBy } from '../../support/kept'
import { DAY_MS, addActiveHolders, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

/** Two virtual days each. */
jest.setTimeout(120_000)

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
    add: ({ company }, name) => {
      const person = company.person(name, employed)
      return person
    },
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
  const scenario = await startScenario({ isArmed: false, seats: 200 })
  const { company, tenant, administrator } = scenario
  const { id: directoryGroupId } = tenant.addGroup('Project')
  const cast = WRITES.map((write) => ({
    write,
    people: PLACES.map((place) => write.add(scenario, `${write.name}${'ABC'[place]}`)),
  }))
  addActiveHolders(scenario, 30)
  const groups = { mappings: [{ directoryGroupId, groupId: company.projectGroupId }] }
  const permit = { groupIds: [company.accessGroupId, company.projectGroupId], maySuspend: true }
  await scenario.complete(administrator.setUp({ groups }, permit))
  await scenario.runFor('3h')
  for (const person of cast.find(({ write }) => write.name === 'Back')!.people) company.disable(person)
  await scenario.runFor('22.5h')
  for (const { write, people } of cast) for (const person of people) write.happen(scenario, person)
  return { scenario, cast }
}

interface Kept {
  readonly troubles: Readonly<Record<string, { readonly because: string; readonly tries: number }>>
}

const troublesOf = (scenario: Scenario) =>
  Object.assign(
    {},
    ...Object.entries(keptBy(scenario)).flatMap(([key, value]) =>
      /^troubles:.$/.test(key) ? [(value as Kept).troubles] : [],
    ),
  ) as Kept['troubles']

const notDone = (scenario: Scenario, cast: readonly Cast[]): string[] =>
  cast.flatMap(({ write, people }) => people.filter((one) => !write.isDone(scenario, one)).map(({ name }) => name))

describe('a write of a plan', () => {
  it.each(CASES)(
    'that is answered with %s for one person (at place %i) is that person’s trouble',
    async (answer, place) => {
      const { scenario, cast } = await startAll()
      const hit = cast.map(({ write, people }) => ({ write, person: people[place]! }))
      const lines = hit.map(({ write, person }) => `${write.service} writes ${answer} for ${person.name}`)
      const mend = lines.map((line) => scenario.faults.add(line))

      // The sweep begins at four, the rest before that.
      await scenario.runFor('3.5h')
      const left = notDone(scenario, cast)
      console.log(
        answer,
        place,
        left,
        troublesOf(scenario),
        lines.map((l) => scenario.faults.struck(l)),
      )
      await scenario.runFor('20.5h')
      console.log(lines.map((l) => scenario.faults.struck(l)))
      for (const end of mend) end()
      await scenario.runFor('190m')
      console.log(notDone(scenario, cast), troublesOf(scenario))
    },
  )
})
