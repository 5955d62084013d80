/** The admin page of a large company while every remote call takes a second: what each tab asks first, and what it gets. */
import type { SettingsPatch } from '../administrator/create-administrator'
import type { Sandbox } from '../create-sandbox'
import type { BenchCase, OwnKeys } from './bench-case'
import { createConnectedCompany, untilProvisioned } from './prepared-company'

const REMOTE_CALL_MS = 1_000
/** What a tab may ask first, and how much it may get for it. */
const CALLS_MAX = 3
const BYTES_MAX = 100_000
/** Forge ends a resolver after 25 s; none may come near that. */
const SECONDS_MAX = 15
const SEARCH_REMOTE_CALLS_MAX = 2
const TUESDAY_MORNING_MS = 29 * 3_600_000
const WAITING = 60
const AUDITED = 60
/** More than there are seats: everybody who asks waits. */
const NOBODY_GETS_A_SEAT = 100_000

type Question = readonly [method: string, payload: object]

/** What the page asks when a tab is opened; the tests of the page hold it to that. */
const TABS: Readonly<Record<string, readonly Question[]>> = {
  overview: [['getOverview', {}]],
  people: [
    ['getOverview', {}],
    ['listPeople', { filter: 'all', search: '', cursor: null }],
  ],
  runs: [
    ['getOverview', {}],
    ['readRunning', {}],
    ['listJournal', { before: null }],
  ],
  audit: [
    ['getOverview', {}],
    ['listAudit', { kind: null, before: null }],
  ],
  settings: [['getOverview', {}]],
  setup: [
    ['getOverview', {}],
    ['getSetup', {}],
    ['checkReadiness', {}],
  ],
}

interface Cost {
  readonly bytes: number
  readonly seconds: number
  readonly remoteCalls: number
  readonly answer: unknown
}

const measured = new WeakMap<Sandbox, OwnKeys>()

async function measure(sandbox: Sandbox, [method, payload]: Question): Promise<Cost> {
  const { clock, administrator } = sandbox
  const callsBefore = countRemote(sandbox)
  const began = clock.now()
  const answer = await sandbox.complete(administrator.call(method, payload))
  return {
    bytes: Buffer.byteLength(JSON.stringify(answer)),
    seconds: (clock.now() - began) / 1_000,
    remoteCalls: countRemote(sandbox) - callsBefore - CHECKS_OF_THE_CALLER,
    answer,
  }
}

/** Whether the caller administers Jira is asked with every question. */
const CHECKS_OF_THE_CALLER = 1

function countRemote({ host }: Sandbox): number {
  return Object.values(host.counts.requests).reduce((sum, count) => sum + count, 0)
}

async function measureTabs(sandbox: Sandbox): Promise<Record<string, number>> {
  const told: Record<string, number> = {}
  let slowest = 0
  for (const [tab, questions] of Object.entries(TABS)) {
    let bytes = 0
    for (const question of questions) {
      const cost = await measure(sandbox, question)
      bytes += cost.bytes
      slowest = Math.max(slowest, cost.seconds)
    }
    told[`${tab}Calls`] = questions.length
    told[`${tab}Bytes`] = bytes
    if (questions.length > CALLS_MAX || bytes > BYTES_MAX) {
      throw new Error(`Expected at most ${CALLS_MAX} calls and ${BYTES_MAX} bytes for ${tab}, got ${bytes} bytes.`)
    }
  }
  return { ...told, slowestFirstSeconds: slowest }
}

async function measureLists(sandbox: Sandbox): Promise<Record<string, number>> {
  let slowest = 0
  let largest = 0
  let accountId = ''
  for (const filter of ['access', 'waiting', 'dormant', 'exempt', 'unmatched', 'synchronised']) {
    const cost = await measure(sandbox, ['listPeople', { filter }])
    const { rows } = cost.answer as { rows: readonly { accountId: string | null }[] }
    if (filter === 'access') accountId = rows[0]?.accountId ?? ''
    slowest = Math.max(slowest, cost.seconds)
    largest = Math.max(largest, cost.bytes)
  }
  const search = await measure(sandbox, ['listPeople', { filter: 'access', search: 'an' }])
  if (search.remoteCalls > SEARCH_REMOTE_CALLS_MAX) {
    throw new Error(`Expected at most ${SEARCH_REMOTE_CALLS_MAX} remote calls of a search, got ${search.remoteCalls}.`)
  }
  const explained = await measure(sandbox, ['explainPerson', { accountId }])
  return {
    listBytesMax: largest,
    slowestListSeconds: slowest,
    searchRemoteCalls: search.remoteCalls,
    searchSeconds: search.seconds,
    explainSeconds: explained.seconds,
    explainRemoteCalls: explained.remoteCalls,
  }
}

export const page: BenchCase = {
  name: 'page',
  meaning: 'what each tab of the page asks first and gets, with every remote call at one second',
  prepare: async (options) => {
    const sandbox = await createConnectedCompany(options, () => ({ signals: { signIn: false } }))
    await untilProvisioned(sandbox, options.log)
    // Monday's night has no fresh activity; the sweep of Tuesday's leaves its lists behind.
    await sandbox.advanceWithTicksTo(sandbox.startsAt + TUESDAY_MORNING_MS)
    sandbox.host.pauseSchedules()
    const call = (method: string, payload: object): Promise<unknown> =>
      sandbox.complete(sandbox.administrator.call(method, payload))
    const change = (patch: SettingsPatch): Promise<void> => sandbox.complete(sandbox.administrator.saveSettings(patch))
    await change({ seatReserve: NOBODY_GETS_A_SEAT })
    const { company, site } = sandbox
    const without = [...site.accounts.keys()].filter((accountId) => !site.holdsSeat(accountId, company.productKey))
    for (const accountId of without.slice(0, WAITING)) {
      await call('grantNow', { accountId, productKey: company.productKey })
    }
    await sandbox.settle()
    // What was asked and changed to fill the lists is none of the hour in which the page is looked at.
    await sandbox.runFor('1h')
    for (let index = 0; index < AUDITED; index += 1) await change({ dormancyDays: 180 + (index % 2) })
    await sandbox.runFor('1h')
    return sandbox
  },
  measures: 'period',
  run: async (sandbox) => {
    sandbox.host.slowDown(REMOTE_CALL_MS)
    const told = { ...(await measureTabs(sandbox)), ...(await measureLists(sandbox)) }
    const slowest = Math.max(...Object.entries(told).map(([key, value]) => (key.endsWith('Seconds') ? value : 0)))
    if (slowest > SECONDS_MAX)
      throw new Error(`Expected every answer within ${SECONDS_MAX} s, got one after ${slowest} s.`)
    measured.set(sandbox, told)
  },
  describe: (sandbox) => Promise.resolve(measured.get(sandbox)!),
}
