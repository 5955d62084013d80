/** What the administrator decides about plans and runs, by what the page shows. */
import type { World } from './world'
import { pick } from './world'

interface Overview {
  readonly heldPlans: readonly { readonly planId: string }[]
}
interface Lines {
  readonly lines: readonly { readonly id: string; readonly kind: string; readonly status: string | null }[]
}

/** Approves each held plan; the truth remembers what exactly was approved, as it lay in the store at that moment. */
export async function approveHeld(world: World): Promise<void> {
  const overview = await world.call<Overview>('getOverview')
  for (const { planId } of overview?.heldPlans ?? []) {
    const accountIds = new Set(accountsOfPlan(world, planId))
    world.truth.approved.push({ at: world.sandbox.clock.now(), planId, accountIds })
    await world.call('approvePlan', { planId })
  }
}

/** Everybody whom the stored actions of a plan name: they lie in chunks, or in their head where they fit into one. */
function accountsOfPlan(world: World, planId: string): string[] {
  return Object.entries(world.kept()).flatMap(([key, value]) => {
    if (!key.startsWith(`plan:${planId}:`)) return []
    const actions = Array.isArray(value) ? value : ((value as { items?: unknown[] }).items ?? [])
    return (actions as { accountId?: string }[]).flatMap(({ accountId }) => accountId ?? [])
  })
}

export async function undoLastRun(world: World): Promise<void> {
  const journal = await world.call<Lines>('listJournal', {})
  const last = journal?.lines.find(({ kind, status }) => kind !== 'undo' && (status === 'done' || status === 'stopped'))
  if (last === undefined) return
  world.truth.noteUndo()
  const undone = await world.call('undoRun', { planId: last.id })
  if (undone === null) return
  for (const [accountId, since] of accountsOfJournal(world, last.id)) expectBack(world, accountId, since)
}

/** What the app has taken from somebody since then has to come back. */
function expectBack({ truth, sandbox }: World, accountId: string, since = -Infinity): void {
  const taken = [...truth.takenFrom(accountId)].filter(([, at]) => at >= since)
  const groupIds = new Set(taken.map(([groupId]) => groupId))
  if (groupIds.size > 0) truth.undoes.push({ at: sandbox.clock.now(), accountId, groupIds })
}

/** From whom the journal says that something was taken, and not yet given back, with the instant of the intent. */
function accountsOfJournal(world: World, planId: string): readonly (readonly [accountId: string, since: number])[] {
  return Object.entries(world.kept()).flatMap(([key, value]) => {
    const { at = '', entries = [] } = value as {
      at?: string
      entries?: readonly { accountId: string; outcome?: string; undoneAt?: string }[]
    }
    if (!key.startsWith(`journal:${planId}:`)) return []
    return entries.flatMap(({ accountId, outcome, undoneAt }) =>
      undoneAt === undefined && outcome !== 'skipped' ? [[accountId, Date.parse(at)] as const] : [],
    )
  })
}

export async function undoPerson(world: World, who: number): Promise<void> {
  const { truth } = world
  const { company, identities } = world.sandbox
  const taken = new Set(truth.removals.map(({ accountId }) => accountId))
  const people = company.people.filter(({ userId }) => taken.has(identities.accountOf(userId)?.accountId ?? ''))
  for (const person of pick(people, who)) {
    const { accountId } = company.accountOf(person)
    truth.noteUndo()
    const undone = await world.call('undoPerson', { accountId })
    if (undone !== null) expectBack(world, accountId)
  }
}

/** Stops a plan that is being applied, if there is one. */
export async function stopAPlan(world: World): Promise<void> {
  const plans = Object.values(world.kept()) as { planId?: string; status?: string }[]
  const running = plans.find(
    ({ planId, status }) => planId !== undefined && (status === 'ready' || status === 'applying'),
  )
  if (running !== undefined) await world.call('stopRun', { planId: running.planId })
}
