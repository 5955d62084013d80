import { addActiveHolders, lastRun, startScenario } from '../../support/scenario'

jest.setTimeout(120_000)

const EVERYTHING = { account: 'disable', removeGroups: true }

/** A site that knows its thirty holders and Ada, at ten in the morning. */
async function startWithAda() {
  const scenario = await startScenario({ settings: { leavers: { deleted: EVERYTHING, disabled: EVERYTHING } } })
  addActiveHolders(scenario, 30)
  const ada = scenario.company.person('Ada', { seat: true, lastActiveAt: scenario.startsAt - 86_400_000 })
  await scenario.runFor('10h')
  const what = (): unknown => [scenario.company.accountOf(ada).status, scenario.company.holdsSeat(ada)]
  return { scenario, ada, what }
}

const WHOLE = ['active', true]
const GONE = ['deactivated', false]

describe('a leaver of whom not everything is told', () => {
  it.each([
    'organization row groups null',
    'organization row platformRoles missing',
    'organization row accountStatus null',
    'organization row status asleep',
    'entra row accountEnabled null',
    'entra row mail missing',
  ])('keeps everything until it is, and is out soon after: %s', async (row) => {
    const { scenario, ada, what } = await startWithAda()
    const mend = scenario.faults.add(`${row} for Ada`)

    scenario.company.disable(ada)
    await scenario.runFor('40m')
    expect(what()).toEqual(WHOLE)

    mend()
    await scenario.runFor('3h')
    expect(what()).toEqual(GONE)
  })
})

describe('a full run', () => {
  it.each([
    ['entra row accountEnabled missing', ({ userId }: { userId: string }) => userId],
    ['organization row groups null', ({ accountId }: { accountId: string }) => accountId],
  ])('leaves alone of whom not everything is told, and counts and names them: %s', async (row, idOf) => {
    const { scenario, ada, what } = await startWithAda()
    const { accountId } = scenario.company.accountOf(ada)
    scenario.faults.add(`${row} for Ada`)

    await scenario.runFor('17h')

    expect(what()).toEqual(WHOLE)
    expect(await lastRun(scenario, 'provision')).toMatchObject({
      outcome: 'done',
      counts: { oddRows: 1 },
      skips: { 'row-incomplete': 1 },
      oddRows: [idOf({ userId: ada.userId, accountId })],
    })
    expect(scenario.violations()).toEqual([])
  })

  it.each(['organization row groups null', 'entra row accountEnabled null'])(
    'stops where hardly anything is told, and says so: %s',
    async (row) => {
      const { scenario, what } = await startWithAda()
      scenario.faults.add(row)

      await scenario.runFor('17h')

      expect(what()).toEqual(WHOLE)
      expect(await lastRun(scenario, 'provision')).toMatchObject({
        outcome: 'failed',
        because: expect.stringContaining('that do not'),
      })
    },
  )
})
