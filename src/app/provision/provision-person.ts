import * as v from 'valibot'
import { keyedDigest } from '../../core/digest'
import type { Outcome } from '../../core/journal'
import { matchAccounts } from '../../core/match-accounts'
import type { Account, Link, Person } from '../../core/people'
import { countRemovals } from '../../core/plan'
import type { Action, Plan } from '../../core/plan'
import { planProvision } from '../../core/provision'
import { attributesOf } from '../../core/scope'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { parseInput } from '../admin/input'
import { applyNow } from '../plan/apply-plan'
import { LICENCE_LAPSED, armedNow, isLicenceLapsed } from '../licence'
import { readDigestKey } from './digest-key'
import { readLinks, saveLinks } from './link-store'
import { readAccessGroupIds } from '../products'
import { readRules } from './provision-rules'
import { lookUpPeople, readInScope } from './read-people'
import { readLastGood } from './read-directory'
import { toScanned } from './scan-accounts'
import { readSettings } from '../settings'
import { submitPlan } from '../plan/submit-plan'

/** One step of provisioning one person, with what was read and why it went on or ended there. */
export interface ProvisionStep {
  readonly step: 'found' | 'in-scope' | 'matched' | 'decided' | 'done'
  /** false: this is why nothing (more) was done. */
  readonly isOk: boolean
  /** A sentence for the administrator who asked. It names the person: shown, never stored. */
  readonly text: string
}

const inputSchema = v.strictObject({
  person: v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, 'Expected an e-mail address, a user principal name or an object id, got nothing.'),
    v.maxLength(320, 'Expected an e-mail address, a user principal name or an object id of at most 320 characters.'),
  ),
})
const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Provisions one person now, by the same rules as the nightly run. A removal counts against the removal limit; nothing
 * happens while the job is not armed.
 */
export async function provisionPerson(ports: Ports, input: unknown): Promise<readonly ProvisionStep[]> {
  const { person: asked } = parseInput(inputSchema, input)
  const settings = await readSettings(ports.store)
  const found = await findPerson(ports, asked, settings)
  if (found.length === 0) return [step('found', false, `Nobody in the directory has "${asked}".`)]
  if (found.length > 1)
    return [step('found', false, `${found.length} people in the directory have "${asked}". They are left alone.`)]
  const person = found[0]!
  const steps = [step('found', true, describePerson(person))]

  const inScope = (await readInScope(ports.directory, [person], settings)).has(person.objectId)
  steps.push(step('in-scope', inScope, inScope ? 'In scope by the settings.' : describeOutOfScope(person, settings)))

  const { plan, linkChanges, accounts } = await planOne(ports, person, inScope, settings)
  const account = accounts.length === 1 ? accounts[0]! : null
  steps.push(step('matched', account !== null, describeMatch(accounts)))
  const action = plan.actions[0]
  const skip = plan.skips[0]
  const decided =
    action === undefined ? `Nothing is to be done${skip === undefined ? '' : `: ${skip.because}`}.` : VERBS[action.type]
  steps.push(step('decided', action !== undefined || skip === undefined, decided))
  if (action === undefined) {
    await saveLinks(ports.records, linkChanges)
    return [...steps, step('done', true, 'Everything is as it should be.')]
  }
  return [...steps, await carryOut(ports, plan, action, linkChanges, settings)]
}

async function findPerson(ports: Ports, asked: string, settings: Settings): Promise<readonly Person[]> {
  if (OBJECT_ID.test(asked)) return [...(await lookUpPeople(ports.directory, [asked], settings)).values()]
  const ids = (await ports.directory.find(asked, attributesOf(settings))).map(({ objectId }) => objectId)
  return [...(await lookUpPeople(ports.directory, ids, settings)).values()]
}

/** The nightly plan, made for one person. */
async function planOne(ports: Ports, person: Person, inScope: boolean, settings: Settings) {
  const { objectId } = person
  const links = await readLinks(ports.records, [objectId])
  const link = links.get(objectId)
  const digestKey = await readDigestKey(ports.secrets)
  const digestOf = (email: string): string => keyedDigest(digestKey, email)
  const accounts = await findAccounts(ports, person, link)
  const context = {
    accessGroupIds: await readAccessGroupIds(ports, settings),
    settings,
    now: ports.clock.now(),
    digestOf,
  }
  const scanned = accounts.map((account) =>
    toScanned(account, link?.a === account.accountId ? objectId : null, context),
  )
  const people = new Map([[objectId, person]])
  const matching = matchAccounts(scanned, people, links, digestOf)
  // Whether an account under another address exists is not known here, so the directory is always asked first.
  const snapshot = {
    people,
    memberOfRequired: settings.requiredGroupIds.length === 0 ? null : new Set(inScope ? [objectId] : []),
    matching: { ...matching, unmatched: 1 },
    links,
  }
  const { linked = 0 } = await readLastGood(ports.store)
  const planned = planProvision(snapshot, await readRules(ports, settings, digestKey), ports.clock.now())
  return { ...planned, plan: { ...planned.plan, population: linked }, accounts }
}

async function findAccounts(ports: Ports, person: Person, link: Link | undefined): Promise<readonly Account[]> {
  if (link !== undefined) return [...(await ports.accounts.lookUp([link.a])).values()]
  if (person.email === '') return []
  return (await ports.accounts.readPage({ emails: [person.email] }, null)).accounts
}

async function carryOut(
  ports: Ports,
  plan: Plan,
  action: Action,
  linkChanges: ReadonlyMap<string, Link | null>,
  settings: Settings,
): Promise<ProvisionStep> {
  if (isLicenceLapsed(ports)) return step('done', false, LICENCE_LAPSED)
  if (!armedNow(ports, settings).provision)
    return step('done', false, 'Nothing was changed: the provision job is not armed (dry run).')
  await saveLinks(ports.records, linkChanges)
  if (action.type === 'create' || action.type === 'update') {
    const outcome = await applyNow(ports, action, settings)
    return step('done', !UNDONE.has(outcome), OUTCOMES[outcome] ?? `Done: ${outcome}.`)
  }
  const runId = `person:${ports.clock.now().toISOString()}`
  const origin = { run: 'provision', runId, planId: runId } as const
  const { outcome, because } = await submitPlan(
    ports,
    origin,
    countRemovals(plan) === 0 ? plan : { ...plan, kind: 'leavers' },
    true,
  )
  return step('done', outcome !== 'held', because ?? 'It is carried out within a minute.')
}

function step(name: ProvisionStep['step'], isOk: boolean, text: string): ProvisionStep {
  return { step: name, isOk, text }
}

function describePerson({ displayName, email, enabled, kind, objectId }: Person): string {
  return `${displayName} (${email === '' ? 'no address' : email}), ${enabled ? 'enabled' : 'disabled'} ${kind}, object id ${objectId}.`
}

function describeOutOfScope({ enabled, kind }: Person, { scope, requiredGroupIds }: Settings): string {
  if (scope.enabledOnly && !enabled) return 'Out of scope: disabled in the directory.'
  if (!scope.userTypes.includes(kind)) return `Out of scope: user type ${kind}.`
  return requiredGroupIds.length === 0
    ? 'Out of scope by the include and exclude patterns.'
    : 'Out of scope: a member of no required group, or excluded by a pattern.'
}

function describeMatch(accounts: readonly Account[]): string {
  const [account] = accounts
  if (account === undefined) return 'No Atlassian account, neither by link nor by e-mail.'
  if (accounts.length > 1) return `${accounts.length} Atlassian accounts have the address. They are left alone.`
  return `Atlassian account ${account.accountId}, ${account.isActive ? 'active' : 'not active'}.`
}

const VERBS: Readonly<Record<Action['type'], string>> = {
  'join-group': 'The account joins a group.',
  'leave-group': 'The account leaves a group.',
  create: 'An account without access is to be made.',
  update: 'The account is to be written with what the directory says now.',
  restore: 'The account is to be made usable again.',
  deactivate: 'Access is to be taken, then the account disabled.',
  'leave-groups': 'Every group is to be left; the account stays usable.',
  revoke: 'Access is to be taken.',
  notify: 'The person is to be told that unused access ends.',
}

/** The account is not as it was to be. */
const UNDONE: ReadonlySet<Outcome> = new Set(['failed', 'skipped', 'address-refused'])

const OUTCOMES: Readonly<Partial<Record<string, string>>> = {
  created: 'The account was made. It takes up to a minute until Atlassian knows it everywhere.',
  invited: 'The person is invited. The next full run links the account once it is there.',
  'address-refused':
    'Expected an address that Atlassian takes, got a refusal of this one. Correct it in the directory; the next full run tries again.',
  linked: 'The account was there already and is linked now.',
  skipped: 'Nothing was changed: the directory has said otherwise meanwhile.',
  failed: 'It did not work; the log says why. The next full run tries again.',
}
