import { keys } from '../../support/keys'
import { readAcceptedSizes } from '../../../src/app/state/accepted-sizes'
import { saveKnownGroups } from '../../../src/app/state/known-groups'
import { addJournalRun, saveJournalBatch } from '../../../src/app/state/journal'
import { savePlan, savePlanHeader } from '../../../src/app/state/plan-store'
import { LAST_SWEEP, saveReview } from '../../../src/app/state/review-store'
import { saveReport } from '../../../src/app/state/run-report'
import type { Action, Plan } from '../../../src/core/plan'
import { NOW, account, daysAgo, person } from '../../support/builders'
import { saving } from '../../support/settings'
import { saveSettings } from '../../../src/app/setup/save-settings'
import { answerPage } from '../../support/answer-page'
import { createWorld } from '../../support/fakes'
import { act, button, find, findAll, installBridge, labelled, openTab, pageText, settle } from '../../support/ui-kit'

const PLAN = 'sweep:2026-03-18T04:00:00.000Z'
let world = createWorld()
const asked: string[] = []
const bridge = installBridge(async (method, payload) => {
  asked.push(method)
  return answerPage(world.ports, method, payload)
})

async function openRuns(): Promise<void> {
  bridge.flags.length = 0
  asked.length = 0
  await jest.isolateModulesAsync(async () => {
    await import('../../../static/admin/index')
  })
  await settle()
  await openTab('Runs')
}

function planOf(count: number): Plan {
  const actions = Array.from({ length: count }, (_, index): Action => ({
    type: 'revoke',
    productKey: 'jira-software',
    accountId: `a-${index}`,
    groupIds: ['g-jira'],
    because: 'dormant',
    newest: { source: 'organization', at: daysAgo(200) },
  }))
  return { kind: 'sweep', plannedAt: daysAgo(0.1), actions, skips: [], population: 15_000 }
}

async function storePlan(count: number, status: 'held' | 'ready'): Promise<void> {
  const { store } = world.ports
  await savePlan(store, { planId: PLAN, run: 'sweep', runId: PLAN }, planOf(count), status)
  const held = { planId: PLAN, job: 'sweep', plannedAt: daysAgo(0.1), removals: count, because: 'Above the limit.' }
  if (status === 'held') await store.set(keys.held('sweep'), held)
}

async function storeJournal(outcomes: readonly ('revoked' | 'skipped')[]): Promise<void> {
  const { store } = world.ports
  const header = await savePlan(store, { planId: PLAN, run: 'sweep', runId: PLAN }, planOf(outcomes.length), 'ready')
  await savePlanHeader(store, { ...header, status: 'done', journalled: [0], outcomes: { revoked: 2, skipped: 1 } })
  await addJournalRun(store, { id: PLAN, kind: 'sweep', at: daysAgo(0.1), by: 'a-other' }, 1_000)
  const entries = outcomes.map((outcome, index) => ({
    ...({ type: 'revoke', accountId: `a-${index}`, productKey: 'jira-software', outcome } as const),
    ...(outcome === 'skipped' ? { because: 'recently-active' as const, groupIds: [] } : { groupIds: ['g-jira'] }),
  }))
  await saveJournalBatch(store, { planId: PLAN, start: 0 }, { at: daysAgo(0.1), isDone: true, entries }, 1_000)
}

beforeEach(() => {
  // The page looks again every few seconds while something runs.
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date'] })
  world = createWorld()
})

afterEach(() => {
  jest.useRealTimers()
})

describe('the runs tab', () => {
  it('asks three questions for what it shows first', async () => {
    await openRuns()

    expect(asked.slice(1).sort()).toEqual(['getOverview', 'getSavings', 'listJournal', 'readRunning'])
  })

  it('arms a job and confirms it', async () => {
    world = createWorld({ armed: { provision: false, grant: false, sweep: false } })
    await openRuns()

    await act(labelled('Arm sweep'), 'onChange')

    expect(labelled('Arm sweep').props['isChecked']).toBe(true)
    expect(bridge.flags).toMatchObject([{ title: expect.stringContaining('Sweep is armed'), type: 'success' }])
  })

  it('says what has changed since the dry run that is shown, instead of arming', async () => {
    world = createWorld({ armed: { provision: false, grant: false, sweep: false } })
    const times = { startedAt: NOW.toISOString(), endedAt: NOW.toISOString() }
    const dryRun = { ...times, runId: 'r', outcome: 'dry-run', counts: {}, skips: {}, because: null } as const
    await saveReport(world.ports.store, 'sweep', { ...dryRun, settingsVersion: 0 })
    await saveSettings(world.ports, saving({ graceDays: 3 }), 'a-other')
    await openRuns()

    await act(labelled('Arm sweep'), 'onChange')

    expect(labelled('Arm sweep').props['isChecked']).toBe(false)
    expect(pageText()).toContain('Settings have changed since the dry run that is shown.')
    expect(pageText()).toContain('Days of grace after a grant: 30 → 3, Wed, 18 Mar 2026, 09:30')
    await saveReport(world.ports.store, 'sweep', { ...dryRun, settingsVersion: 1 })
    await openRuns()
    await act(labelled('Arm sweep'), 'onChange')
    expect(labelled('Arm sweep').props['isChecked']).toBe(true)
  })

  it('names of whom a service did not tell everything', async () => {
    const times = { startedAt: NOW.toISOString(), endedAt: NOW.toISOString() }
    const told = { counts: { oddRows: 7 }, skips: { 'row-incomplete': 6 }, oddRows: ['a-1', 'a-2'] }
    await saveReport(world.ports.store, 'sweep', { ...times, ...told, runId: 'r', outcome: 'done', because: null })

    await openRuns()

    expect(pageText()).toContain('Accounts and people of whom not everything was told: 7')
    expect(pageText()).toContain('A service did not tell everything about the person: 6')
    expect(pageText()).toContain('e.g. a-1, a-2. They keep what they have.')
  })

  it('accepts the new size of a group that protects, after a second question', async () => {
    const source = 'exempt group g-board'
    const doubt = { use: 'exempt', groupId: 'g-board', name: 'Board', expected: 8, got: 1 } as const
    await saveKnownGroups(world.ports.store, 'organization', {
      readAt: NOW.toISOString(),
      knew: [],
      groups: [],
      doubts: [doubt],
    })
    await openRuns()

    await act(button('Accept the new size of "Board"'), 'onClick')
    expect(pageText()).toContain('Last time "Board" had 8, now 1.')
    await act(button('It is right'), 'onClick')

    expect(await readAcceptedSizes(world.ports.store)).toMatchObject({ [source]: { size: 1, by: 'a-boss' } })
  })

  it('approves a held plan after a second question', async () => {
    await storePlan(700, 'held')
    await openRuns()
    expect(pageText()).toContain('Access is taken from 700 people. Above the limit. Made 2 hours ago')

    await act(button('Approve sweep plan'), 'onClick')
    expect(world.jobs).toEqual([])
    await act(button('Approve 700 removals'), 'onClick')

    expect(world.jobs).toEqual([{ type: 'apply', planId: PLAN }])
    expect(findAll('Modal')).toEqual([])
    expect(pageText()).not.toContain('awaits your approval')
  })

  it('says why somebody else is to approve a held plan', async () => {
    await storePlan(700, 'held')
    const held = await world.ports.store.get<object>(keys.held('sweep'))
    await world.ports.store.set(keys.held('sweep'), { ...held, makers: ['a-boss', 'a-other'], isForTwo: true })
    await openRuns()

    expect(pageText()).toContain('Expected the approval of somebody else (four eyes)')
    expect(pageText()).toContain('Every other Jira administrator may approve it, but for a-other.')
    expect(button('Approve sweep plan').props).toMatchObject({ isDisabled: true })
  })

  it('shows the held plan person by person, page by page, with the reason and what is known', async () => {
    await storePlan(60, 'held')
    await openRuns()

    await act(button('Show the list'), 'onClick')
    expect(findAll('User')).toHaveLength(50)
    expect(pageText()).toContain('Take access (jira-software) Not used for too long 200 days ago')
    await act(button('Next'), 'onClick')

    expect(findAll('User').map(({ props }) => props['accountId'])).toContain('a-59')
    expect(findAll('User')).toHaveLength(10)
  })

  it('shows old and new addresses of a held plan, and says that they cannot be undone', async () => {
    const planId = 'provision:2026-03-18T02:00:00.000Z:renames'
    world.accounts.set('a-ada', account('Ada'))
    world.people.set('o-ada', person('Ada', { email: 'ada@new.example' }))
    const action = { type: 'update', objectId: 'o-ada', accountId: 'a-ada', address: 'moved' } as const
    const plan = { ...planOf(0), kind: 'renames', actions: [action] } as const
    await savePlan(world.ports.store, { planId, run: 'provision', runId: planId }, plan, 'held')
    const held = { planId, job: 'renames', plannedAt: daysAgo(0.1), removals: 1, because: 'Above the limit.' }
    await world.ports.store.set(keys.held('renames'), held)
    await openRuns()
    expect(pageText()).toContain('1 changes of address. No address is written until')
    expect(pageText()).toContain('1 accounts get another address. Above the limit. New addresses cannot be undone')

    await act(button('Show the list'), 'onClick')
    expect(pageText()).toContain('Address of the account Address in the directory ada@example.com ada@new.example')

    await act(button('Approve new addresses'), 'onClick')
    await act(button('Approve 1 new addresses'), 'onClick')
    expect(world.jobs).toEqual([{ type: 'apply', planId }])
  })

  it('shows who the last sweep left alone, and why', async () => {
    const times = { startedAt: NOW.toISOString(), endedAt: NOW.toISOString() }
    const report = { runId: PLAN, outcome: 'dry-run', counts: {}, skips: {}, because: null, ...times } as const
    await saveReport(world.ports.store, 'sweep', report)
    const skips = [{ id: 'a-vip', because: 'exempt-group' as const, newest: null }]
    await saveReview(world.ports.store, LAST_SWEEP, { ...planOf(1), skips })
    await openRuns()

    await act(button('Show who, and why'), 'onClick')

    expect(pageText()).toContain('Keep access Member of an exempt group Nothing is known')
  })

  it('follows a run while it is applied, stops it when told, and looks no more when it is over', async () => {
    await storePlan(100, 'ready')
    await addJournalRun(world.ports.store, { id: PLAN, kind: 'sweep', at: daysAgo(0.01) }, 1_000)
    await openRuns()
    expect(pageText()).toContain('0 of 100 (0 %)')
    expect(find('ProgressBar').props['value']).toBe(0)

    const header = world.kvs.get(keys.plan(PLAN)) as object
    world.kvs.set(keys.plan(PLAN), { ...header, status: 'applying', next: 40, outcomes: { revoked: 39, skipped: 1 } })
    jest.advanceTimersByTime(4_000)
    await settle()
    expect(pageText()).toContain('40 of 100 (40 %)')
    expect(pageText()).toContain('Access taken back: 39 · Kept after a last check: 1')
    await act(button('Stop Sweep of Wed, 18 Mar 2026, 04:00'), 'onClick')
    expect(world.kvs.has(keys.stop(PLAN))).toBe(true)

    world.kvs.set(keys.plan(PLAN), { ...header, status: 'stopped', next: 40 })
    jest.advanceTimersByTime(4_000)
    await settle()
    expect(pageText()).toContain('Nothing is under way.')
    asked.length = 0
    jest.advanceTimersByTime(60_000)
    await settle()
    expect(asked).toEqual([])
  })

  it('undoes a whole run after a second question', async () => {
    await storeJournal(['revoked', 'revoked', 'skipped'])
    await openRuns()
    await act(button('Details'), 'onClick')
    expect(pageText()).toContain('Access taken back (jira-software)')
    expect(pageText()).toContain('Kept (jira-software) Active more recently than the organization reports')

    await act(button('Undo the whole run'), 'onClick')
    expect(world.jobs).toEqual([])
    await act(button('Yes, give back to everybody'), 'onClick')

    expect(world.jobs).toMatchObject([{ type: 'undo' }])
    expect(findAll('Modal')).toEqual([])
  })

  it('undoes a selection', async () => {
    await storeJournal(['revoked', 'revoked', 'skipped'])
    await openRuns()
    await act(button('Details'), 'onClick')
    const boxes = findAll('Checkbox', ({ props }) => props['label'] === 'Undo')
    expect(boxes).toHaveLength(2)

    await act(boxes[1]!, 'onChange', { target: { checked: true } })
    await act(button('Undo 1 chosen'), 'onClick')
    await act(button('Yes, give back to 1'), 'onClick')

    const [undo] = [...world.kvs].filter(([key]) => key.startsWith('undo:'))
    expect(undo?.[1]).toMatchObject({ planId: PLAN, accountIds: ['a-1'], by: 'a-boss' })
  })
})
