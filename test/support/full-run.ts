/**
 * A small company lives through everything the app does: all jobs, all signals, the waiting list, leavers and returners, a
 * held plan, a stopped one, undo, previews, failing connections, a closed account and the weekly report. What the app
 * wrote, sent, logged and answered meanwhile is the material of the privacy and security tests.
 */
import { saving } from './settings'
import { createHmac } from 'node:crypto'
import { createSandbox } from '../../sandbox/create-sandbox'
import type { Sandbox } from '../../sandbox/create-sandbox'
import type { Person } from '../../sandbox/company/person'
import { appBundle } from './bundle'
import { watchErrors } from './thrown'
import type { Thrown } from './thrown'
import { watchEverything } from './witness'
import type { Witness } from './witness'

const DAY_MS = 86_400_000
const TOKEN = /"access_token":"([^"]+)"/
const HOLDERS = 20
const PRODUCT = 'jira-software'
export const TRIGGER_SECRET = 'trigger-secret-7f3a91c0-2b64e8d1'
/** Connections are saved once with it, so that a wrong credential has its chance to be told. */
export const WRONG_KEY = 'wrong-key-5d1e0b77'

export interface FullRun {
  readonly sandbox: Sandbox
  readonly witness: Witness
  readonly thrown: Thrown
  /** Access tokens that Entra gave the app. */
  readonly tokens: ReadonlySet<string>
  /** Whose Atlassian account was closed before the weekly report. */
  readonly closed: { readonly accountId: string; readonly objectId: string }
}

interface Cast {
  readonly ada: Person
  readonly ben: Person
  readonly cleo: Person
  readonly dora: Person
  readonly emil: Person
  readonly leavers: readonly Person[]
  readonly dormant: readonly Person[]
}

export async function liveThroughEverything(): Promise<FullRun> {
  const thrown = watchErrors()
  const sandbox = await createSandbox({ bundle: appBundle(), seats: 48, install: false })
  thrown.watch(sandbox)
  const witness = watchEverything(sandbox)
  const tokens = new Set<string>()
  sandbox.onExchange((service, { url }, { body }) => {
    const [, token] = service === 'entra' && url.pathname.endsWith('/token') ? (TOKEN.exec(body) ?? []) : []
    if (token !== undefined) tokens.add(token)
  })
  sandbox.host.install()
  const cast = castPeople(sandbox)
  await begin(sandbox)
  await sandbox.runFor('10h')
  await askInEveryWay(sandbox, cast)
  await peopleLeaveAndReturn(sandbox, cast)
  await sweepHeldAndUndone(sandbox, cast)
  await connectionsFail(sandbox, cast)
  const closed = await closeAccount(sandbox, cast.emil)
  thrown.stop()
  return { sandbox, witness, thrown, tokens, closed }
}

function castPeople(sandbox: Sandbox): Cast {
  const { company, startsAt } = sandbox
  for (let index = 0; index < HOLDERS; index += 1) {
    const lastActiveAt = startsAt - 2.5 * DAY_MS
    company.person(`Aktivia Werkhaus${index}`, {
      seat: true,
      usesJira: true,
      addedAt: startsAt - 500 * DAY_MS,
      lastActiveAt,
    })
  }
  const old = { seat: true, addedAt: startsAt - 900 * DAY_MS, lastActiveAt: startsAt - 300 * DAY_MS }
  const dormant = Array.from({ length: 14 }, (_, index) => company.person(`Dormanta Sleepwell${index}`, old))
  const leavers = [0, 1, 2].map((index) =>
    company.person(`Lea Verabschied${index}`, { ...old, lastActiveAt: startsAt - 3 * DAY_MS }),
  )
  for (const person of leavers) {
    sandbox.site.setMember(company.accountOf(person).accountId, company.projectGroupId, true, 'admin')
  }
  const [ada, ben, cleo, dora] = [
    'Adalinde Qvistgard',
    'Benedetto Wuxley',
    'Cleophea Zandvoort',
    'Doralies Xuxabel',
  ].map((name) => company.person(name, { account: true }))
  return {
    ...{ ada: ada!, ben: ben!, cleo: cleo!, dora: dora!, leavers, dormant },
    emil: company.person('Emilian Kloser', { ...old, lastActiveAt: startsAt - 3 * DAY_MS }),
  }
}

const call = (sandbox: Sandbox, method: string, payload: unknown = {}): Promise<unknown> =>
  sandbox.complete(sandbox.administrator.call(method, payload).catch((error: unknown) => error))

async function begin(sandbox: Sandbox): Promise<void> {
  const { administrator, tenant, site, company } = sandbox
  const staff = tenant.addGroup('Everybody on the payroll')
  for (const id of tenant.users.keys()) tenant.setMember(staff.id, id, true)
  const signals = { webTrigger: true, onBehalf: true, signIn: true, signInAppIds: [tenant.atlassianAppId] }
  await sandbox.complete(
    administrator.setUp({
      signals,
      requiredGroupIds: [staff.id],
      leavers: {
        disabled: { account: 'disable', removeGroups: true },
        deleted: { account: 'keep', removeGroups: true },
      },
      exemptPeople: [{ accountId: site.adminAccountId, owner: 'IT', reason: 'break-glass account', until: null }],
    }),
  )
  await call(sandbox, 'saveSignalSecret', { kind: 'hmac', secret: TRIGGER_SECRET })
  await call(
    sandbox,
    'saveSettings',
    saving({ scope: { exclude: [{ attribute: 'department', pattern: '^External' }] } }),
  )
  await call(sandbox, 'saveSettings', saving({ seatReserve: 'many' }))
  for (const method of ['scanStartState', 'getOverview', 'getSignalTrigger']) await call(sandbox, method)
  await call(sandbox, 'nameDirectoryGroups', { ids: [staff.id, company.accessGroupId] })
  await call(sandbox, 'findDirectoryGroups', { query: 'Everybody' })
}

async function fromOutside(sandbox: Sandbox, people: readonly object[], nonce: string): Promise<void> {
  const body = JSON.stringify({ nonce, at: new Date(sandbox.clock.now()).toISOString(), people })
  const signature = createHmac('sha256', TRIGGER_SECRET).update(body).digest('hex')
  for (const value of [signature, 'f'.repeat(64)]) {
    const request = { method: 'POST', path: '/', headers: { 'X-Signature': [value] }, body }
    await sandbox.complete(sandbox.host.invokeWebTrigger('signal-webtrigger', request))
  }
}

/** Six seats are free above the reserve: some get one, the others wait. */
async function askInEveryWay(sandbox: Sandbox, { ada, ben, cleo, dora, dormant }: Cast): Promise<void> {
  const { company, host, site } = sandbox
  const idOf = (person: Person): string => company.accountOf(person).accountId
  await fromOutside(sandbox, [{ objectId: ada.userId }], 'nonce-0001')
  await sandbox.runFor('1m')
  site.setSeats(PRODUCT, site.seatsUsed(PRODUCT) + 5)
  await fromOutside(sandbox, [{ email: company.accountOf(ben).email }], 'nonce-0002')
  await sandbox.complete(host.invokeResolver('portal-page', 'request', {}, { accountId: idOf(cleo) }))
  await sandbox.complete(host.invokeResolver('portal-page', 'status', {}, { accountId: idOf(cleo) }))
  host.emit({
    eventType: 'avi:jira:mentioned:issue',
    atlassianId: idOf(ada),
    mentionedAccountIds: [idOf(dora)],
  })
  company.signIn(ben)
  await sandbox.runFor('40m')
  const place = { productKey: PRODUCT, accountId: idOf(cleo) }
  await call(sandbox, 'grantNow', { ...place, accountId: idOf(dora) })
  await sandbox.runFor('1m')
  await call(sandbox, 'moveWaiting', { ...place, before: null })
  await call(sandbox, 'dropWaiting', { ...place, accountId: idOf(dora) })
  await call(sandbox, 'grantNow', { ...place, accountId: idOf(dormant[0]!) })
  await call(sandbox, 'explainPerson', { accountId: idOf(cleo) })
  await call(sandbox, 'provisionPerson', { person: company.accountOf(cleo).email })
  await call(sandbox, 'previewSweep', { changes: saving({ dormancyDays: 90 }).changes })
  await sandbox.runFor('2m')
  site.setSeats(PRODUCT, 60)
  await sandbox.runFor('10m')
  company.person('Friederun Newhouse')
}

async function peopleLeaveAndReturn(sandbox: Sandbox, { leavers }: Cast): Promise<void> {
  const { company } = sandbox
  const [first, second, third] = leavers
  company.disable(first!)
  company.disable(second!)
  company.remove(third!)
  await sandbox.runFor('40m')
  company.enable(first!)
  await sandbox.runFor('40m')
}

/** Two held sweeps: the first is approved and stopped at once, the second is carried out and undone. */
async function sweepHeldAndUndone(sandbox: Sandbox, { dormant }: Cast): Promise<void> {
  const { company, administrator } = sandbox
  const usesJira = (): void => {
    for (const person of company.people.slice(0, HOLDERS)) company.useJira(person)
  }
  usesJira()
  for (const isStopped of [true, false]) {
    await sandbox.runFor('24h')
    usesJira()
    const planIds = await sandbox.complete(administrator.approveHeldPlans())
    if (isStopped) for (const planId of planIds) await call(sandbox, 'stopRun', { planId })
    await sandbox.runFor('30m')
    if (isStopped) continue
    for (const planId of planIds) {
      await call(sandbox, 'readJournal', { planId })
      await call(sandbox, 'undoPerson', { accountId: company.accountOf(dormant[0]!).accountId })
      await call(sandbox, 'undoRun', { planId })
    }
    await sandbox.runFor('30m')
  }
  await call(sandbox, 'listJournal', {})
  await call(sandbox, 'readReviewPart', {})
}

async function connectionsFail(sandbox: Sandbox, { cleo }: Cast): Promise<void> {
  const { administrator, faults, tenant, site, company } = sandbox
  const { accountId, email } = company.accountOf(cleo)
  const wrong = { clientSecret: WRONG_KEY, tenantId: tenant.tenantId, clientId: tenant.clientId }
  const organization = { orgId: site.orgId, directoryId: site.directoryId, apiKey: WRONG_KEY }
  await call(sandbox, 'saveConnections', {
    directory: { kind: 'entra', values: wrong },
    organization,
    scim: { apiKey: WRONG_KEY },
  })
  const whole = { ...organization, apiKeyExpires: '2026-12-01' }
  await call(sandbox, 'saveConnections', {
    directory: { kind: 'entra', values: wrong },
    organization: whole,
    organizationKey: site.orgApiKey,
    scim: { directoryId: site.scimDirectoryId, apiKey: WRONG_KEY },
  })
  await sandbox.runFor('50m')
  await call(sandbox, 'runNow', { job: 'provision' })
  await call(sandbox, 'runNow', { job: 'sweep' })
  await call(sandbox, 'scanStartState')
  await sandbox.runFor('30m')
  await sandbox.complete(administrator.saveConnections())
  for (const answer of ['500', 'html', 'truncated', 'cut', 'time-out', '403']) {
    faults.add(`any ${answer} for 20m`)
    await call(sandbox, 'runNow', { job: 'provision' })
    await call(sandbox, 'provisionPerson', { person: email })
    await call(sandbox, 'explainPerson', { accountId })
    await sandbox.runFor('30m')
  }
  await sandbox.runFor('3h')
}

async function closeAccount(sandbox: Sandbox, person: Person): Promise<FullRun['closed']> {
  const { site, company, host } = sandbox
  const { accountId } = company.accountOf(person)
  site.removeAccount(accountId, 'admin')
  host.personalData.close(accountId)
  company.remove(person)
  const week = sandbox.startsAt + 7 * DAY_MS
  await sandbox.advanceWithTicksTo(week + 3_600_000)
  return { accountId, objectId: person.userId }
}
