import { tally } from '../core/plan'
import type { Plan } from '../core/plan'
import { planProvision } from '../core/provision'
import { checkWholeRead } from '../core/whole-read'
import type { SeatRecord } from '../core/people'
import type { Ports } from '../ports'
import { keys } from './keys'
import { readAllLinks, saveLinks } from './link-store'
import { readAccessGroupIds } from './products'
import { describeRefusal, readDirectory, readLastGood, saveLastGood } from './read-directory'
import { saveReport } from './run-report'
import type { RunReport } from './run-report'
import { scanAccounts } from './scan-accounts'
import { readSettings } from './settings'
import { plansOf, submitPlan } from './submit-plan'

/**
 * One full provision run: snapshot → plan → hand over. @returns false when the account scan goes on in another invocation
 */
export async function runProvision(ports: Ports, runId: string): Promise<boolean> {
  const { store, records, clock } = ports
  const startedAt = clock.now().toISOString()
  const report = (rest: Omit<RunReport, 'runId' | 'startedAt' | 'endedAt'>): Promise<void> =>
    saveReport(store, 'provision', { runId, startedAt, endedAt: clock.now().toISOString(), ...rest })
  const refuse = async (because: string): Promise<true> => {
    await report({ outcome: 'refused', counts: {}, skips: {}, because })
    return true
  }

  const settings = await readSettings(store)
  const lastGood = await readLastGood(store)
  const directory = await readDirectory(ports.directory, settings, lastGood)
  if ('because' in directory) return refuse(describeRefusal(directory))
  const links = await readAllLinks(records)
  const accessGroupIds = await readAccessGroupIds(ports, settings)
  const scan = await scanAccounts(ports, runId, { people: directory.people, links, accessGroupIds })
  if (scan.type === 'continues') return false
  const refusal = checkWholeRead('the organization', scan.seen, lastGood.accounts ?? null)
  if (refusal !== null) return refuse(describeRefusal(refusal))

  const { plan, linkChanges, seatChanges } = planProvision({ ...directory, accounts: scan.rows, links }, clock.now())
  await saveSeatChanges(ports, seatChanges)
  await saveLinks(records, linkChanges)
  await saveLastGood(store, {
    people: directory.people.size,
    accounts: scan.seen,
    linked: Math.max(links.size, scan.rows.length),
    readAt: startedAt,
  })

  const { writes, leavers } = splitPlan(plan)
  const origin = { run: 'provision', runId } as const
  const submitted = await submitPlan(ports, { ...origin, planId: runId }, writes, settings.armed.provision)
  const leaversPlanId = `${runId}:leavers`
  const held = await submitPlan(ports, { ...origin, planId: leaversPlanId }, leavers, settings.armed.provision)
  await report({
    outcome: held.outcome === 'held' ? 'held' : submitted.outcome === 'done' ? held.outcome : submitted.outcome,
    counts: {
      people: directory.people.size,
      accounts: scan.seen,
      matched: scan.rows.length,
      ...tally(plan.actions.map((action) => action.type)),
    },
    skips: tally(plan.skips.map((skip) => skip.because)),
    because: held.because,
    ...plansOf([
      [runId, submitted],
      [leaversPlanId, held],
    ]),
  })
  return true
}

/** Removals are a plan of their own: when they are held, accounts are made all the same. */
function splitPlan(plan: Plan): { writes: Plan; leavers: Plan } {
  return {
    writes: { ...plan, actions: plan.actions.filter((action) => action.type !== 'deactivate') },
    leavers: {
      ...plan,
      kind: 'leavers',
      actions: plan.actions.filter((action) => action.type === 'deactivate'),
      skips: [],
    },
  }
}

/** Remembers who holds access as of this read, so that an event of a holder needs no remote call. */
async function saveSeatChanges(ports: Ports, seatChanges: ReadonlyMap<string, boolean>): Promise<void> {
  if (seatChanges.size === 0) return
  const current = await ports.store.getMany<SeatRecord>([...seatChanges.keys()].map(keys.seat))
  const next = new Map<string, SeatRecord>()
  for (const [accountId, holds] of seatChanges) {
    const key = keys.seat(accountId)
    const record = current.get(key)
    if (record?.holds === holds) continue
    next.set(key, { ...record, holds })
  }
  await ports.store.setMany(next)
}
