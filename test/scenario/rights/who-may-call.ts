/**
 * The table of callers: whatever of the app can be called from outside, what it answers to whom, what it may cost at most, and
 * what the audit trail keeps of it. A method of the app without a row here fails.
 */
import { createHmac } from 'node:crypto'
import type { AdminMethod } from '../../../src/app/admin/methods'
import type { AuditKind } from '../../../src/app/state/audit-kinds'
import type { PortalDefinitions } from '../../../src/app/signals/portal'
import type { Scenario } from '../../support/scenario'

export const SECRET = 'a-secret-of-the-right-length'

/** Who calls. Whoever has the organization's key is the Jira administrator, who types it in the same act. */
export const CALLERS = ['anonymous', 'customer', 'without', 'holder', 'administrator'] as const
export type Caller = (typeof CALLERS)[number]

/** A site with somebody of each kind; what a row has begun is there for those below it. */
export interface Site {
  readonly scenario: Scenario
  readonly accountIds: Readonly<Record<Caller, string>>
  /** The last value of each method. */
  readonly values: Map<string, unknown>
}

/** At most, as measured and a little more: units of the store (10 KB) read and written, and requests to other services. */
export type Cost = readonly [reads: number, writes: number, requests: number]

/** Whether Jira may be asked, the question whether the caller administers it, and the note that they do not. */
export const REFUSAL_COST: Cost = [2, 1, 1]

export interface PageRow {
  readonly cost: Cost
  /** null: it only looks, and leaves no line. */
  readonly audited: AuditKind | null
  readonly question: (site: Site) => object
  /** What the administrator is told; else it is done. */
  readonly because?: string
  /** Only with the organization's key: without it is refused what with it is done. */
  readonly withKey?: (site: Site) => object
}

const looks = (cost: Cost, question: PageRow['question'] = () => ({}), because?: string): PageRow => ({
  ...{ cost, question, audited: null },
  ...(because === undefined ? {} : { because }),
})
const changes = (
  audited: AuditKind,
  cost: Cost,
  question: PageRow['question'] = () => ({}),
  more: Pick<PageRow, 'because' | 'withKey'> = {},
): PageRow => ({ cost, question, audited, ...more })

const version = ({ scenario }: Site): number => {
  const { settings } = scenario.host.inspectStorage().entities['record'] as { settings: { data: { version: number } } }
  return settings.data.version
}
const planId = ({ values }: Site): string => (values.get('runNow') as { runId: string }).runId
const place = ({ accountIds, scenario }: Site) => ({
  ...{ accountId: accountIds.without, productKey: scenario.company.productKey },
})
const organization = ({ scenario: { site, company } }: Site, apiKey: string) => ({
  ...{ orgId: site.orgId, directoryId: site.directoryId, apiKey, apiKeyExpires: '2026-12-31', maySuspend: true },
  groupIds: [company.accessGroupId],
  roles: { 'atlassian/viewer': 'nothing' },
})
const connections = (site: Site, apiKey: string) => {
  const { tenantId, clientId, clientSecret } = site.scenario.tenant
  const { scimDirectoryId, scimApiKey } = site.scenario.site
  return {
    directory: { kind: 'entra', values: { tenantId, clientId, clientSecret } },
    organization: organization(site, apiKey),
    scim: { directoryId: scimDirectoryId, apiKey: scimApiKey },
  }
}
const idlePerson = ({ scenario }: Site): { accountId: string; objectId: string } => {
  const person = scenario.company.people[35]!
  return { accountId: scenario.company.accountOf(person).accountId, objectId: person.userId }
}

/** In the order in which they are called. */
export const PAGE = {
  getOverview: looks([8, 0, 2]),
  getSavings: looks([32, 0, 1]),
  scanStartState: looks([7, 0, 4]),
  getSetup: looks([8, 0, 1]),
  testConnection: looks([2, 0, 2], () => ({ which: 'organization' })),
  checkReadiness: looks([9, 0, 16]),
  getAsking: looks([20, 0, 4]),
  confirm: changes('confirmed', [14, 5, 1], () => ({ confirmation: 'mail', isConfirmed: true })),
  saveConnection: changes(
    'credentials',
    [19, 11, 3],
    (site) => ({ part: 'organization', values: organization(site, 'made-up') }),
    {
      because: 'invalid-input',
      withKey: (site) => ({ part: 'organization', values: organization(site, site.scenario.site.orgApiKey) }),
    },
  ),
  saveConnections: changes('credentials', [12, 9, 3], (site) => connections(site, 'made-up'), {
    because: 'invalid-input',
    withKey: (site) => connections(site, site.scenario.site.orgApiKey),
  }),
  getSignalTrigger: looks([2, 0, 1]),
  saveSignalSecret: changes('credentials', [7, 6, 1], () => ({ kind: 'shared', secret: SECRET })),
  saveSettings: changes('settings', [9, 6, 1], (site) => ({
    ...{ version: version(site), changes: [{ path: 'graceDays', value: 29 }] },
  })),
  exportConfiguration: looks([9, 0, 1]),
  previewImport: looks([2, 0, 1], ({ values }) => ({ text: JSON.stringify(values.get('exportConfiguration')) })),
  importConfiguration: changes('settings', [10, 4, 1], (site) => ({
    ...{ version: version(site), text: JSON.stringify(site.values.get('exportConfiguration')) },
  })),
  previewSchedule: looks([2, 0, 1], () => ({ expression: '0 4 * * *', timeZone: 'UTC' })),
  nameDirectoryGroups: looks([2, 0, 2], () => ({ ids: ['7f9f0d1c-0000-4000-8000-000000000000'] })),
  findDirectoryGroups: looks([2, 0, 3], () => ({ query: 'jira' })),
  previewSweep: looks([3, 2, 1]),
  previewProvision: looks([3, 2, 1]),
  readPreview: looks([2, 0, 1], ({ values }) => values.get('previewSweep') as object),
  testNotice: changes('notice-tested', [7, 4, 1], ({ accountIds }) => ({ accountId: accountIds.holder }), {
    because: 'invalid-input',
  }),
  listAuditActions: looks([2, 0, 2]),
  findGroups: looks([5, 0, 4], () => ({ query: 'jira' })),
  describeTargetGroups: looks([5, 0, 4], ({ scenario }) => ({ ids: [scenario.company.accessGroupId] })),

  listPeople: looks([104, 0, 4]),
  explainPerson: looks([17, 0, 8], ({ accountIds }) => ({ accountId: accountIds.holder })),
  exemptPerson: changes('exempted', [9, 6, 1], (site) => ({
    ...{ accountId: site.accountIds.holder, owner: 'Boss', reason: 'A reason', until: null, version: version(site) },
  })),
  endExemption: changes('exempted', [11, 6, 1], (site) => ({
    ...{ accountId: site.accountIds.holder, version: version(site) },
  })),
  provisionPerson: changes('provisioned', [20, 4, 7], (site) => ({ person: idlePerson(site).objectId })),
  listTroubles: looks([2, 0, 1]),
  tryAgain: changes('tried-again', [8, 5, 1], () => ({ key: 'update nobody' })),
  leaveAlone: changes('left-alone', [8, 4, 1], () => ({ key: 'update nobody' })),
  listDoubts: looks([6, 0, 1]),
  findInDirectory: looks([5, 0, 2], (site) => ({ person: idlePerson(site).objectId })),
  unlinkPerson: changes('unlinked', [13, 8, 1], (site) => ({ accountId: idlePerson(site).accountId })),
  takeBackDecision: changes('identity-taken-back', [19, 8, 3], idlePerson),
  sayIdentity: changes('identity-said', [20, 6, 3], (site) => ({ ...idlePerson(site), verdict: 'same' })),

  moveWaiting: changes('waiting-moved', [8, 5, 1], (site) => ({ ...place(site), before: null })),
  grantNow: changes('granted', [12, 7, 1], place),
  dropWaiting: changes('waiting-dropped', [6, 5, 1], place),

  setArmed: changes('armed', [12, 7, 1], () => ({ job: 'grant', armed: false })),
  runNow: changes('run-started', [7, 5, 1], () => ({ job: 'sweep' })),
  readRunning: looks([6, 0, 1]),
  readReviewPart: looks([2, 0, 1]),
  readPlanPart: looks([3, 0, 1], (site) => ({ planId: planId(site) })),
  acceptSourceSize: changes('size-accepted', [9, 4, 1], () => ({ source: 'the directory' }), {
    because: 'invalid-input',
  }),
  approvePlan: changes('plan-approved', [11, 6, 1], (site) => ({ planId: planId(site) })),
  stopRun: changes('run-stopped', [7, 4, 1], (site) => ({ planId: planId(site) }), { because: 'invalid-input' }),
  listJournal: looks([37, 0, 1]),
  readJournal: looks([3, 0, 1], (site) => ({ planId: planId(site) })),
  undoPerson: changes('undone', [14, 5, 1], (site) => ({ accountId: idlePerson(site).accountId })),
  undoRun: changes('undone', [9, 5, 1], (site) => ({ planId: planId(site) })),
  listAudit: looks([18, 0, 1], () => ({ kind: null, before: null })),
  startExport: changes('exported', [6, 4, 1], () => ({ kind: 'people' })),
  readExport: looks([14, 0, 3], () => ({ kind: 'people', cursor: null })),
  forgetSignalSecret: changes('credentials', [7, 6, 1]),
} satisfies Record<AdminMethod, PageRow>

/** What the portal says to each, and what the call costs. None is audited: they ask for themselves, and the request says so. */
export interface PortalRow {
  readonly cost: Cost
  readonly question: (site: Site) => object
  readonly states: Readonly<Record<Caller, string>>
}

/** Whom a call names counts for nothing but in the one that is about a colleague. */
const another = ({ accountIds }: Site): object => ({ accountId: accountIds.without })

export const PORTAL = {
  status: {
    cost: [2, 2, 0],
    question: another,
    states: { anonymous: 'cannot-ask', customer: 'none', without: 'waiting', holder: 'granted', administrator: 'none' },
  },
  request: {
    cost: [9, 6, 1],
    question: another,
    states: {
      ...{ anonymous: 'cannot-ask', customer: 'asked', without: 'waiting' },
      ...{ holder: 'asked', administrator: 'asked' },
    },
  },
  requestForColleague: {
    cost: [2, 2, 0],
    question: another,
    states: {
      ...{ anonymous: 'cannot-ask', customer: 'cannot-ask', without: 'cannot-ask' },
      ...{ holder: 'asked', administrator: 'cannot-ask' },
    },
  },
} satisfies Record<keyof PortalDefinitions, PortalRow>

/** The web trigger has no callers, only calls: with its secret or without. */
export interface TriggerRow {
  readonly call: string
  readonly status: number
  readonly cost: Cost
  readonly request: (site: Site) => { method: string; headers: Record<string, string[]>; body: string }
}

const call = ({ scenario, accountIds }: Site, secret: string, nonce: string) => ({
  method: 'POST',
  headers: { Authorization: [secret] },
  body: JSON.stringify({
    ...{ nonce, at: new Date(scenario.clock.now()).toISOString() },
    people: [{ accountId: accountIds.customer }, { accountId: accountIds.without }, { accountId: '712020:made-up' }],
  }),
})

export const TRIGGER: readonly TriggerRow[] = [
  {
    ...{ call: 'a question without a challenge', status: 401, cost: [0, 0, 0] },
    request: () => ({ method: 'GET', headers: {}, body: '' }),
  },
  {
    ...{ call: 'a call that is none', status: 401, cost: [0, 0, 0] },
    request: () => ({ method: 'POST', headers: { Authorization: [SECRET] }, body: '{}' }),
  },
  {
    ...{ call: 'a call with another secret', status: 401, cost: [1, 0, 0] },
    request: (site) => call(site, createHmac('sha256', SECRET).update('').digest('hex'), 'nonce-0001'),
  },
  {
    ...{ call: 'a call with the secret', status: 202, cost: [8, 5, 1] },
    request: (site) => call(site, SECRET, 'nonce-0002'),
  },
  {
    ...{ call: 'the same call again', status: 401, cost: [2, 0, 0] },
    request: (site) => call(site, SECRET, 'nonce-0002'),
  },
]

/** Events come from Jira, about whoever acts; the cost is that of everything that follows from one within four minutes. */
export interface EventRow {
  readonly cost: Cost
  readonly event: (actor: string, site: Site) => object
}

const act = (more: (site: Site) => object = () => ({})): EventRow['event'] => {
  return (atlassianId, site) => ({
    ...{ atlassianId, timestamp: String(site.scenario.clock.now()), selfGenerated: false },
    issue: { id: '1', fields: {} },
    ...more(site),
  })
}
const userChange: EventRow['event'] = (accountId, { scenario }) => ({
  ...{ timestamp: String(scenario.clock.now()), selfGenerated: false },
  user: { accountId, active: true, applicationRoles: { items: [] } },
})
const mentions = ({ accountIds }: Site): object => ({ mentionedAccountIds: [accountIds.without, accountIds.customer] })

export const EVENTS: Readonly<Record<string, EventRow>> = {
  'avi:jira:created:issue': { cost: [21, 9, 2], event: act() },
  'avi:jira:updated:issue': { cost: [5, 3, 0], event: act() },
  'avi:jira:commented:issue': { cost: [5, 3, 0], event: act() },
  'avi:jira:assigned:issue': {
    cost: [7, 4, 0],
    event: act(({ accountIds }) => ({ issue: { fields: { assignee: { accountId: accountIds.customer } } } })),
  },
  'avi:jira:mentioned:issue': { cost: [7, 5, 0], event: act(mentions) },
  'avi:jira:mentioned:comment': { cost: [7, 5, 0], event: act(mentions) },
  'avi:jira:created:user': { cost: [1, 2, 0], event: userChange },
  'avi:jira:updated:user': { cost: [1, 0, 0], event: userChange },
  'avi:forge:installed:app': { cost: [1, 0, 0], event: () => ({}) },
  'avi:forge:upgraded:app': { cost: [2, 0, 0], event: () => ({}) },
}

/** Functions that nobody but Forge calls. */
export const BY_FORGE = ['tick', 'jobs-worker', 'inbox-worker', 'look-worker', 'uninstall'] as const
