import type { Outcome } from '../../core/journal'
import { targetGroupIds } from '../../core/local-groups'
import type { Account, Person } from '../../core/people'
import { isJournalled, isRename, splitPlan } from '../../core/plan'
import type { Action, ActionOf, Plan } from '../../core/plan'
import type { Settings } from '../../core/settings'
import type { FoundGroup, Ports } from '../../ports'
import { parseInput } from '../../core/input'
import { applyNow } from '../apply/apply-plan'
import { createAccount, updateAccount } from './apply-creates'
import { LICENCE_LAPSED, armedNow, isLicenceLapsed } from '../read/licence'
import { pickExchanges } from '../state/last-good'
import { saveLinks } from '../state/link-store'
import { findDoubtedGroup, planPerson } from './plan-person'
import type { PersonPlan } from './plan-person'
import { findPerson, personQuestion } from '../read/find-person'
import { isStillInScope } from '../read/read-people'
import { readSettings } from '../state/settings'
import { submitPlan } from '../apply/submit-plan'
import type { Submission } from '../apply/submit-plan'

/** One step of provisioning one person, with what was read and why it went on or ended there. */
export interface ProvisionStep {
  readonly step: 'found' | 'in-scope' | 'matched' | 'decided' | 'done'
  /** false: this is why nothing (more) was done. */
  readonly isOk: boolean
  /** A sentence for the administrator who asked. It names the person: shown, never stored. */
  readonly text: string
}

/**
 * Provisions one person now, by the same rules as the nightly run, memberships of local group management included. A
 * removal, or a new address, counts against the removal limit; nothing happens while the job is not armed.
 */
export async function provisionPerson(ports: Ports, input: unknown, by: string): Promise<readonly ProvisionStep[]> {
  const { person: asked } = parseInput(personQuestion, input)
  const settings = await readSettings(ports.store)
  const found = await findPerson(ports, asked, settings)
  if (found.length === 0) return [step('found', false, `Nobody in the directory has "${asked}".`)]
  if (found.length > 1)
    return [step('found', false, `${found.length} people in the directory have "${asked}". They are left alone.`)]
  const person = found[0]!
  const steps = [step('found', true, describePerson(person))]

  const inScope = await isStillInScope(ports, person, settings)
  steps.push(step('in-scope', inScope, inScope ? 'In scope by the settings.' : describeOutOfScope(person, settings)))

  const planned = await planPerson(ports, person, inScope, settings)
  const { plan, accounts } = planned
  steps.push(step('matched', accounts.length === 1, describeMatch(accounts)))
  const doubtedGroupId = await findDoubtedGroup(ports, planned, settings)
  if (doubtedGroupId !== null) return [...steps, step('decided', false, describeDoubted(doubtedGroupId))]
  const isDecided = plan.actions.length > 0 || plan.skips.length === 0
  steps.push(step('decided', isDecided, await describePlan(ports, plan)))
  if (plan.actions.length > 0) return [...steps, await carryOut(ports, planned, settings, by)]
  if (!(await saveLearnt(ports, planned))) return [...steps, step('done', false, EXCHANGED)]
  return [...steps, step('done', true, 'Everything is as it should be.')]
}

/** @returns false where another directory was connected meanwhile */
function saveLearnt({ store }: Ports, { linkChanges, links, lastGood }: PersonPlan): Promise<boolean> {
  return saveLinks(store, linkChanges, { read: links, exchanges: lastGood.exchanges ?? 0 })
}

async function carryOut(ports: Ports, planned: PersonPlan, settings: Settings, by: string): Promise<ProvisionStep> {
  const { plan, lastGood } = planned
  if (isLicenceLapsed(ports)) return step('done', false, LICENCE_LAPSED)
  if (!armedNow(ports, settings).provision)
    return step('done', false, 'Nothing was changed: the provision job is not armed (dry run).')
  if (!(await saveLearnt(ports, planned))) return step('done', false, EXCHANGED)
  const texts: string[] = []
  let isOk = true
  for (const action of plan.actions) {
    if (!isDoneNow(action)) continue
    const type = action.type === 'create' ? createAccount : updateAccount
    const outcome = await applyNow(ports, type, action, settings, lastGood.exchanges ?? 0)
    isOk &&= !UNDONE.has(outcome)
    texts.push(OUTCOMES[outcome] ?? `Done: ${outcome}.`)
    if (action.type === 'create' && isOk && targetGroupIds(settings).length > 0) texts.push(GROUPS_FOLLOW)
  }
  const submitted = await submitRest(ports, planned, by)
  const refused = submitted.flatMap(({ because }) => because ?? [])
  isOk &&= refused.length === 0
  if (refused.length < submitted.length) texts.push('It is carried out within a minute.')
  return step('done', isOk, [...texts, ...refused].join(' '))
}

/** Hands over what is journalled, or limited, as a full run would; a part with nothing to do is none. */
async function submitRest(ports: Ports, { plan, lastGood }: PersonPlan, by: string): Promise<readonly Submission[]> {
  const runId = `person:${ports.clock.now().toISOString()}`
  const rest = { ...plan, actions: plan.actions.filter((action) => !isDoneNow(action)) }
  const submitted: Submission[] = []
  for (const [suffix, part] of splitPlan(rest)) {
    if (part.actions.length === 0) continue
    const planId = `${runId}${suffix}`
    const origin = { run: 'provision', runId, planId, askedBy: [by], ...pickExchanges(lastGood) } as const
    submitted.push(await submitPlan(ports, origin, part, true, 'some'))
  }
  return submitted
}

/** Neither journalled nor limited. */
function isDoneNow(action: Action): action is ActionOf<'create'> | ActionOf<'update'> {
  return !isJournalled(action) && !isRename(action)
}

/** What is to be done, and what is left as it is; groups by their names. */
async function describePlan({ accounts }: Pick<Ports, 'accounts'>, { actions, skips }: Plan): Promise<string> {
  const groupIds = [
    ...actions.flatMap((action) => ('groupId' in action ? [action.groupId] : [])),
    ...skips.flatMap(({ groupIds: ids = [] }) => ids),
  ]
  const groups = groupIds.length === 0 ? new Map<string, FoundGroup>() : await accounts.describeGroups(groupIds)
  const nameOf = (groupId: string): string => `"${groups.get(groupId)?.name ?? groupId}"`
  const done = actions.map((action) =>
    action.type === 'join-group' || action.type === 'leave-group'
      ? `The account ${action.type === 'join-group' ? 'joins' : 'leaves'} the group ${nameOf(action.groupId)}.`
      : (VERBS[action.type] ?? action.type),
  )
  const kept = skips.map(({ because, groupIds: ids = [] }) => [...ids.map(nameOf), because].join(' '))
  const left = kept.length === 0 ? [] : [`Left as it is: ${kept.join(', ')}.`]
  return [...(done.length === 0 ? ['Nothing is to be done.'] : done), ...left].join(' ')
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
  const state =
    account.isElsewhere === true ? 'no member of the directory yet' : account.isActive ? 'active' : 'not active'
  return `Atlassian account ${account.accountId}, ${state}.`
}

function describeDoubted(groupId: string): string {
  return `Expected the members of the directory's group ${groupId}, which the settings name, got none, or far fewer than before. Nothing is taken from anybody because of it. Put people into the group, take it out of the settings, or accept its new size under Runs.`
}

const EXCHANGED = 'Nothing was changed: another directory was connected meanwhile.'
const GROUPS_FOLLOW = 'Its groups follow with the next full run, or with the seat.'

/** What provisioning plans for one person; groups are named. */
const VERBS: Readonly<Partial<Record<Action['type'], string>>> = {
  create: 'An account without access is to be made.',
  update: 'The account is to be written with what the directory says now.',
  restore: 'The account is to be made usable again.',
  deactivate: 'Access is to be taken, then the account disabled.',
  'leave-groups': 'Every group is to be left; the account stays usable.',
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
