/** People who come without a seat and get neither one nor an answer: the sandbox knows all of them, the page those that a source shows later. */
import type { Person } from '../../../sandbox/company/person'
import { eachAnswer } from '../../support/each-answer'
import { startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

const SILENT = 10
jest.setTimeout(300_000)

interface Listed {
  readonly total: number | null
  readonly rows: readonly { readonly accountId: string; readonly because: string; readonly day: string }[]
}

async function listMissed({ complete, administrator }: Scenario): Promise<Listed> {
  return (await complete(administrator.call('listPeople', { filter: 'missed' }))) as Listed
}

async function askingLines({ complete, administrator }: Scenario): Promise<readonly object[]> {
  const { lines } = (await complete(administrator.call('checkReadiness'))) as { lines: readonly { check: string }[] }
  return lines.filter(({ check }) => check === 'asking')
}

const accountIdsOf = ({ company }: Scenario, people: readonly Person[]): readonly string[] =>
  people.map((person) => company.accountOf(person).accountId).toSorted()

const peopleOf = ({ company }: Scenario, name: string, count: number): readonly Person[] =>
  Array.from({ length: count }, (_, index) => company.person(`${name}${index}`))

describe('people who come and reach nothing', () => {
  eachAnswer('visit-without-seat', (answer, guesses) => {
    it('are counted in the truth, and listed where the last-active dates show them', async () => {
      const scenario = await startScenario({ seats: 400, guesses, startsAt: Date.parse('2026-03-02T00:00:00Z') })
      const { company, complete, administrator, report } = scenario
      const loud = peopleOf(scenario, 'Ada', 4 * SILENT)
      const silent = peopleOf(scenario, 'Sol', SILENT)
      await scenario.runFor('23h')
      const [withoutAny] = await askingLines(scenario)
      for (const person of loud) company.signIn(person)
      for (const [index, person] of silent.entries())
        company.visit(person, (['silent', 'session', 'native'] as const)[index % 3]!)
      await scenario.runFor('4h')

      expect(loud.filter((person) => !company.holdsSeat(person))).toEqual([])
      expect(report.readRequests().missed).toBe(SILENT)
      const { total, rows } = await listMissed(scenario)
      const known = answer === 'shown' ? SILENT : 0
      expect([total, rows.length]).toEqual([known, known])
      if (answer === 'unseen') return
      expect(rows.map(({ accountId }) => accountId).toSorted()).toEqual(accountIdsOf(scenario, silent))
      expect(new Set(rows.map(({ because, day }) => `${because} ${day}`))).toEqual(new Set(['came-dates 2026-03-02']))
      expect(withoutAny).toMatchObject({ level: 'good' })
      expect(await askingLines(scenario)).toEqual([
        expect.objectContaining({ level: 'warning', outcome: 'unheard', values: { count: SILENT } }),
      ])
      const overview = await complete(administrator.call('getOverview'))
      expect(overview).toMatchObject({ people: { missed: SILENT } })
      const exported = (await complete(administrator.call('readExport', { kind: 'missed', cursor: null }))) as Listed
      expect(exported.rows).toHaveLength(SILENT)

      // Who signs in at last is heard.
      company.signIn(silent[0]!)
      await scenario.runFor('30m')
      expect(company.holdsSeat(silent[0]!)).toBe(true)
      expect(await askingLines(scenario)).toMatchObject([{ values: { count: SILENT - 1 } }])
      expect(report.readRequests().missed).toBe(SILENT - 1)
    })
  })

  it.each([
    ['signing in does not count', false],
    ['signing in has counted since', true],
  ])('are listed where the log shows them to the next full run: %s', async (_, isSwitchedOn) => {
    const scenario = await startScenario({ seats: 400, settings: { signals: { signIn: false } } })
    const { administrator, company, complete } = scenario
    const people = peopleOf(scenario, 'Ada', 5)
    await scenario.runFor('23h')
    for (const person of people.slice(1)) company.signIn(person)
    await scenario.runFor('30m')
    expect((await listMissed(scenario)).total).toBe(0)
    if (isSwitchedOn) await complete(administrator.saveSettings({ signals: { signIn: true } }))
    await scenario.runFor('4h')

    const { rows } = await listMissed(scenario)
    expect(rows.map(({ accountId }) => accountId).toSorted()).toEqual(accountIdsOf(scenario, people.slice(1)))
    expect(rows[0]).toMatchObject({ because: 'came-log' })
  })
})
