import { describeAsking } from '../../../src/app/setup/asking'
import { checkReadiness } from '../../../src/app/setup/check-readiness'
import { AppError } from '../../../src/core/errors'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import { keys } from '../../support/keys'
import { NOW, SIGNALS, account, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const HOUR_MS = 3_600_000

/** Ada and Ben signed in to Jira an hour ago, Cid eight days ago; Ben has a seat. */
async function siteWith(signals = DEFAULT_SETTINGS.signals): Promise<FakeWorld> {
  const world = createWorld({ signals })
  for (const name of ['Ada', 'Ben', 'Cid']) await addLinked(world, person(name), account(name, { groupIds: [] }))
  world.kvs.set(keys.seat('a-ben'), { holds: true })
  world.kvs.set(keys.lastGood, { readAt: NOW.toISOString() })
  const row = (objectId: string, hoursAgo: number, appId: string) => ({
    ...{ id: `r-${objectId}-${appId}`, objectId, appId },
    at: new Date(NOW.getTime() - hoursAgo * HOUR_MS).toISOString(),
  })
  world.signIns = [
    row('o-ada', 1, 'Jira'),
    row('o-ben', 1, 'Jira'),
    row('o-ada', 2, 'Payroll'),
    row('o-cid', 192, 'Jira'),
  ]
  return world
}

function refuseLog(world: FakeWorld): void {
  world.beforeCall = (name) => {
    if (name === 'readApplications') throw new AppError('permission-missing', 'AuditLog.Read.All is missing.')
  }
}

function renameAll(world: FakeWorld): void {
  world.signIns = world.signIns.map((row) => ({ ...row, appId: 'Payroll' }))
}

async function askingLine(world: FakeWorld): Promise<object | undefined> {
  const clock = { ...world.ports.clock, sleep: () => new Promise<void>(() => undefined) }
  return (await checkReadiness({ ...world.ports, clock })).lines.find(({ check }) => check === 'asking')
}

describe('describeAsking', () => {
  it('proposes the sign-in log where it can be read, with its applications and whom it would ask for', async () => {
    const { isOn, offered, log } = await describeAsking((await siteWith()).ports)

    expect([isOn, offered.signIn, offered.signInAppIds, offered.portal]).toEqual([false, true, ['Jira'], true])
    expect(log).toEqual({
      applications: [
        { id: 'Jira', name: 'Name of Jira' },
        { id: 'Payroll', name: 'Name of Payroll' },
      ],
      withoutSeat: 1,
      isCut: false,
    })
  })

  it('proposes no log that cannot be read, and says why', async () => {
    const world = await siteWith()
    refuseLog(world)

    const { offered, log } = await describeAsking(world.ports)

    expect([offered.signIn, offered.portal, log]).toEqual([false, true, { because: 'AuditLog.Read.All is missing.' }])
  })

  it('shows what is in force once something is on, and adds nothing to it', async () => {
    const signals = { ...DEFAULT_SETTINGS.signals, portal: true }

    expect(await describeAsking((await siteWith(signals)).ports)).toMatchObject({ isOn: true, offered: signals })
  })

  it('counts nobody before the first full run', async () => {
    const world = await siteWith()
    world.kvs.delete(keys.lastGood)

    expect((await describeAsking(world.ports)).log).toMatchObject({ withoutSeat: null })
  })
})

describe('the readiness of asking', () => {
  it.each([
    ['nothing', {}],
    ['only what people without access cannot do', { productEvents: true, colleague: true, onBehalf: true }],
    ['a web trigger without a secret', { webTrigger: true }],
  ])('is red while %s is on', async (_, on) => {
    const world = await siteWith({ ...DEFAULT_SETTINGS.signals, ...on })

    expect(await askingLine(world)).toMatchObject({ level: 'bad', outcome: 'no-way' })
  })

  it('is yellow while who signs in without a seat gets neither seat nor answer', async () => {
    const world = await siteWith(SIGNALS)

    expect(await askingLine(world)).toMatchObject({ level: 'warning', outcome: 'unheard', values: { count: 1 } })
  })

  it.each([
    ['before the first full run', 'no-run', (world: FakeWorld) => world.kvs.delete(keys.lastGood)],
    ['while the log cannot be read', 'no-log', (world: FakeWorld) => refuseLog(world)],
    [
      'while no application of the log is known to be Atlassian',
      'no-application',
      (world: FakeWorld) => renameAll(world),
    ],
  ])('is yellow and says that it is not known %s', async (_, outcome, arrange) => {
    const world = await siteWith(SIGNALS)
    arrange(world)

    expect(await askingLine(world)).toMatchObject({ level: 'warning', outcome })
  })

  it('is green once all of them have asked', async () => {
    const world = await siteWith({ ...SIGNALS, signIn: true, signInAppIds: ['Jira'] })
    const key = 'jira-software:a-ada'
    const [accountId, productKey, askedAt] = ['a-ada', 'jira-software', NOW.toISOString()]
    await world.ports.requests.add({ key, accountId, productKey, state: 'waiting', askedAt, source: 'sign-in' })

    expect(await askingLine(world)).toMatchObject({ level: 'good' })
  })
})
