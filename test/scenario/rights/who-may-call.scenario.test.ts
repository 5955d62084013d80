/** Who may call what, on the built bundle: a test for each row of the table. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { KVS } from '../../../sandbox/forge/limits'
import { adminMethods } from '../../../src/app/admin/methods'
import type { AdminMethod } from '../../../src/app/admin/methods'
import { portalHandlers } from '../../../src/entry/portal'
import { sweepSite } from '../../support/sweep-site'
import { BY_FORGE, CALLERS, EVENTS, PAGE, PORTAL, REFUSAL_COST, SECRET, TRIGGER } from './who-may-call'
import type { Caller, Cost, PageRow, PortalRow, Site } from './who-may-call'

const REFUSAL = { ok: false, code: 'forbidden', message: 'This page is for Jira administrators.' }
const NOTHING: Cost = [0, 0, 0]
const HOUR_MS = 3_600_000
const STRANGERS = CALLERS.filter((who) => who !== 'administrator')

let site: Site

/** Twenty-nine holders at work and eleven whose access is idle; whoever has none waits for a seat. */
beforeAll(async () => {
  const { scenario } = await sweepSite(
    29,
    11,
    { seats: 44, settings: { 'signals.onBehalf': true } },
    ({ scenario: { company } }) => company.person('Una', { account: true }),
  )
  const { company, administrator, complete, host } = scenario
  const without = company.people.at(-1)!
  const customer = scenario.site.addAccount({
    ...{ email: 'vera@partner.example', displayName: 'Vera Visitor', accountType: 'customer', by: 'admin' },
  })
  const idOf = (person: (typeof company.people)[number]): string => company.accountOf(person).accountId
  site = {
    scenario,
    accountIds: {
      ...{ anonymous: 'unidentified', customer: customer.accountId, without: idOf(without) },
      ...{ holder: idOf(company.people[0]!), administrator: scenario.site.adminAccountId },
    },
    values: new Map(),
  }
  await complete(administrator.call('saveSignalSecret', { kind: 'shared', secret: SECRET }))
  await complete(administrator.call('runNow', { job: 'provision' }))
  await scenario.settle()
  host.pauseSchedules()
  await complete(host.invokeResolver('portal-page', 'request', {}, { accountId: site.accountIds.without }))
  await scenario.runFor('5m')
})

interface Measured<T> {
  readonly answer: T
  readonly cost: Cost
  readonly queueEvents: number
}

/** A unit of the store is counted for each request and for each whole unit of all bytes: never fewer than are billed. */
async function measure<T>(action: () => Promise<T>): Promise<Measured<T>> {
  const { counts } = site.scenario.host
  const read = (): readonly number[] => [
    ...[counts.kvsReads, counts.kvsReadBytes, counts.kvsWrites, counts.kvsWriteBytes, counts.queueEvents],
    Object.values(counts.requests).reduce((sum, count) => sum + count, 0),
  ]
  const before = read()
  const answer = await action()
  const [reads, readBytes, writes, writeBytes, queueEvents, requests] = read().map((one, index) => one - before[index]!)
  const units = (count = 0, bytes = 0): number => count + Math.floor(bytes / KVS.unitBytes)
  return {
    answer,
    cost: [units(reads, readBytes), units(writes, writeBytes), requests ?? 0],
    queueEvents: queueEvents ?? 0,
  }
}

const invoke = (page: string, method: string, who: Caller, question: object): Promise<unknown> =>
  site.scenario.complete(site.scenario.host.invokeResolver(page, method, question, { accountId: site.accountIds[who] }))

function expectWithin(cost: Cost, most: Cost): void {
  expect(cost.map((one, index) => Math.max(one, most[index]!))).toEqual(most)
}

function auditLines(): readonly object[] {
  const records = site.scenario.host.inspectStorage().entities['record'] as Record<string, { data: object }>
  return Object.entries(records).flatMap(([key, { data }]) => (/^audit:[\d-]+:\d+$/.test(key) ? [data] : []))
}

it('has a row for whatever can be called', () => {
  const manifest = parse(readFileSync(join(__dirname, '..', '..', '..', 'manifest.yml'), 'utf8')) as {
    modules: { function: { key: string }[]; trigger: { events: string[] }[] }
  }
  const rows = ['admin', 'portal', 'signal', 'activity', 'users', 'lifecycle', ...BY_FORGE]

  expect(Object.keys(PAGE).sort()).toEqual([...adminMethods].sort())
  expect(Object.keys(PORTAL).sort()).toEqual(Object.keys(portalHandlers).sort())
  expect(Object.keys(EVENTS).sort()).toEqual(manifest.modules.trigger.flatMap(({ events }) => events).sort())
  expect(rows.sort()).toEqual(manifest.modules.function.map(({ key }) => key).sort())
})

describe('the portal', () => {
  it.each(Object.entries<PortalRow>(PORTAL))('%s acts on the caller, and says so', async (method, row) => {
    const lines = auditLines().length
    for (const who of CALLERS) {
      await site.scenario.runFor('1m')
      const { answer, cost } = await measure(() => invoke('portal-page', method, who, row.question(site)))

      expect({ who, answer }).toMatchObject({ who, answer: { state: row.states[who] } })
      expectWithin(cost, who === 'anonymous' ? NOTHING : row.cost)
    }
    expect(auditLines()).toHaveLength(lines)
  })
})

it('gives the portal no method of the page', async () => {
  for (const method of adminMethods) {
    await expect(invoke('portal-page', method, 'administrator', {})).rejects.toThrow()
  }
})

describe('the web trigger', () => {
  it.each(TRIGGER)('answers $status to $call', async ({ status, cost: most, request }) => {
    const { host, complete } = site.scenario
    const { answer, cost } = await measure(() =>
      complete(host.invokeWebTrigger('signal-webtrigger', { path: '/', ...request(site) })),
    )

    expect(answer).toMatchObject({ statusCode: status, body: '' })
    expectWithin(cost, most)
  })
})

describe('events', () => {
  it.each(Object.entries(EVENTS))('%s is within its bound, whoever acts', async (eventType, { event, cost: most }) => {
    const lines = auditLines().length
    for (const who of CALLERS) {
      const { cost } = await measure(async () => {
        site.scenario.host.emit({ eventType, ...event(site.accountIds[who], site) })
        await site.scenario.runFor('4m')
      })
      expectWithin(cost, most)
    }
    expect(auditLines()).toHaveLength(lines)
  })
})

describe('the page', () => {
  it('asks Jira twice an hour about somebody who does not administer it', async () => {
    const { scenario } = site
    for (const who of STRANGERS) {
      await scenario.advanceTo(Math.ceil(scenario.clock.now() / HOUR_MS) * HOUR_MS)
      const costs: Cost[] = []
      for (const method of [...adminMethods.slice(0, 2), ...adminMethods.slice(0, 2), ...adminMethods.slice(0, 2)]) {
        if (costs.length % 2 === 0) await scenario.runFor('1m')
        const { answer, cost } = await measure(() => invoke('admin-page', method, who, {}))
        expect(answer).toEqual(REFUSAL)
        costs.push(cost)
      }
      const refused = [REFUSAL_COST, NOTHING, REFUSAL_COST, NOTHING, [1, 0, 0], NOTHING]
      expect({ who, costs }).toEqual({ who, costs: who === 'anonymous' ? refused.map(() => NOTHING) : refused })
    }
  })

  it.each(Object.entries<PageRow>(PAGE))('%s answers administrators only', async (method, row) => {
    for (const who of STRANGERS) {
      const refused = await measure(() => invoke('admin-page', method, who, row.question(site)))
      expect({ who, ...refused }).toEqual({ who, answer: REFUSAL, cost: expect.anything() as Cost, queueEvents: 0 })
      expectWithin(refused.cost, REFUSAL_COST)
    }

    await expectAnswer(method as AdminMethod, row, row.question(site), row.because)
    if (row.withKey !== undefined) await expectAnswer(method as AdminMethod, row, row.withKey(site))
    await site.scenario.settle()
  })
})

async function expectAnswer(
  method: AdminMethod,
  { cost: most, audited }: PageRow,
  question: object,
  because?: string,
): Promise<void> {
  const lines = auditLines()
  const { answer, cost } = await measure(() => invoke('admin-page', method, 'administrator', question))
  site.values.set(method, (answer as { value?: unknown }).value)

  expect(answer).toMatchObject(because === undefined ? { ok: true } : { ok: false, code: because })
  expectWithin(cost, most)
  const added = auditLines().slice(lines.length)
  const line = {
    ...{ by: site.accountIds.administrator, kind: audited },
    ...(because === undefined ? { outcome: 'done' } : { outcome: 'refused', because }),
  }
  expect(added).toMatchObject(audited === null ? [] : [line])
}
