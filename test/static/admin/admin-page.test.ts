import { answerAdmin } from '../../../src/app/admin/methods'
import type { AdminMethod } from '../../../src/app/admin/methods'
import { keys } from '../../support/keys'
import { saveReport } from '../../../src/app/state/run-report'
import { saveSettings } from '../../../src/app/setup/save-settings'
import { NOW, account } from '../../support/builders'
import { saving } from '../../support/settings'
import { createWorld } from '../../support/fakes'
import {
  act,
  button,
  find,
  findAll,
  installBridge,
  labelled,
  openTab,
  pageText,
  settle,
  textOf,
  type,
} from '../../support/ui-kit'

/** The page over the real use cases and an in-memory world; how it looks is the browser tests' business. */
let world = createWorld()
let isAdministrator = true
let isDown = false
const asked: string[] = []

const bridge = installBridge(async (method, payload) => {
  asked.push(method)
  if (isDown) throw new Error('the app is away')
  const caller = { isAdministrator: async () => isAdministrator }
  return answerAdmin(world.ports, caller, method as AdminMethod, payload, 'a-boss')
})

async function openPage(): Promise<void> {
  asked.length = 0
  bridge.flags.length = 0
  await jest.isolateModulesAsync(async () => {
    await import('../../../static/admin/index')
  })
  await settle()
}

function connect(): void {
  const ids = { tenantId: 't', clientId: 'c', orgId: 'o', directoryId: 'd', scimDirectoryId: 's' }
  world.kvs.set(keys.connected, { ...ids, apiKeyExpires: '2027-01-31', groupIds: ['g-jira'], maySuspend: true })
}

afterEach(() => {
  jest.useRealTimers()
})

beforeEach(() => {
  world = createWorld()
  isAdministrator = true
  isDown = false
})

describe('the admin page', () => {
  it('asks once for everything that its tabs show first', async () => {
    await openPage()

    expect(findAll('Tab').length).toBe(6)
    expect(asked).toEqual(['getOverview', 'getSavings'])
  })

  it('shows nobody else anything, on every tab', async () => {
    isAdministrator = false

    await openPage()

    const messages = findAll('SectionMessage')
    expect(messages.map(({ props }) => props['title'])).toEqual(Array(2).fill('You need to be a Jira administrator'))
    expect(findAll('Form')).toEqual([])
  })

  it('says on every tab that the licence has lapsed', async () => {
    world.licence = { isActive: false }

    await openPage()

    const titles = findAll('SectionMessage').map(({ props }) => props['title'])
    const openTabs = findAll('LoadingButton', (node) => textOf(node) === 'Refresh')
    expect(openTabs.length).toBeGreaterThan(0)
    expect(titles.filter((title) => title === 'The licence of this app has lapsed')).toHaveLength(openTabs.length)
  })

  it('says that it could not be loaded, and tries again when asked', async () => {
    isDown = true
    await openPage()
    expect(pageText()).toContain('This page could not be loaded')

    isDown = false
    await act(findAll('Button')[0]!, 'onClick')

    expect(pageText()).toContain('Needs your attention')
  })

  it('says in an empty state that everyone is in scope, nobody waits and nothing has run', async () => {
    await openPage()

    expect(pageText()).toContain('everyone in the directory is in scope')
    expect(pageText()).toContain('Nobody is waiting')
    await openTab('Runs')
    expect(pageText()).toContain('It has not run yet.')
    expect(pageText()).toContain('Nothing is under way.')
    expect(pageText()).toContain('Nothing was done yet')
    expect(pageText()).toContain('Not connected yet')
  })

  it('tells the reason of a run that was stopped, in the overview and with the job', async () => {
    connect()
    const times = { startedAt: NOW.toISOString(), endedAt: NOW.toISOString() }
    const because = 'Expected activity from the last 48 hours.'
    const report = {
      runId: 'r',
      outcome: 'refused',
      counts: { holders: 15_000 },
      skips: {},
      because,
      ...times,
    } as const
    await saveReport(world.ports.store, 'sweep', report)

    await openPage()

    expect(pageText()).toContain(`Sweep: the last run was stopped by a check ${because}`)
    await openTab('Runs')
    expect(pageText()).toContain(`Stopped by a check Wed, 18 Mar 2026, 09:30 ${because}`)
    expect(pageText()).toContain('People with access: 15,000')
  })

  it('saves what was typed, all together', async () => {
    await openPage()

    await openSection('Products and seats')
    await type(labelled('Seat reserve of Jira'), '12')
    await openSection('Schedules')
    await type(labelled('Sweep schedule'), '0 5 * * 0')
    await act(button('Save settings'), 'onClick')

    expect(world.kvs.get(keys.settings)).toMatchObject({
      products: [{ seatReserve: 12 }],
      schedules: { sweep: '0 5 * * 0' },
    })
    expect(bridge.flags).toMatchObject([{ title: 'Settings saved.' }])
    expect(pageText()).toContain('At 05:00, only on Sunday')
    expect(pageText()).toContain('Everything is saved.')
  })

  it('says while somebody types what is wrong, by the rules of the server, and does not offer to save it', async () => {
    await openPage()

    await openSection('Products and seats')
    await type(labelled('Days without activity in Jira'), '9999')

    const message = 'Days without activity in Jira: expected a whole number from 1 to 3650, got 9999.'
    expect(textOf(find('ErrorMessage'))).toBe(message)
    expect(button('Save settings').props['isDisabled']).toBe(true)
    await openSection('Schedules')
    expect(pageText()).toContain(`Not saved ${message}`)
    await openSection('Products and seats')
    expect(labelled('Days without activity in Jira').props['defaultValue']).toBe('9999')
  })

  it('takes back what was typed when asked', async () => {
    await openPage()

    await openSection('Products and seats')
    await type(labelled('Seat reserve of Jira'), '12')
    expect(pageText()).toContain('There are unsaved changes.')
    await act(button('Discard changes'), 'onClick')

    expect(labelled('Seat reserve of Jira').props['defaultValue']).toBe('5')
    expect(asked).not.toContain('saveSettings')
  })

  it('takes the address of the notice issue, sends a test to one holder, and says that Jira took it', async () => {
    world.accounts.set('a-ada', account('Ada'))
    await openPage()
    await openSection('Notices')
    expect(pageText()).toContain('No notice issue is named')
    await type(labelled('Notice issue'), 'https://acme.atlassian.net/browse/IT-7')
    await type(labelled('Days before the removal'), '3, 21')
    await act(button('Save settings'), 'onClick')
    expect(world.kvs.get(keys.settings)).toMatchObject({ notices: { issueKey: 'IT-7', daysBefore: [21, 3] } })
    expect(pageText()).toContain('Everything is saved.')

    await act(find('UserPicker'), 'onChange', { id: 'a-ada', type: 'user', name: 'Ada', email: '', avatarUrl: '' })
    await act(button('Send test'), 'onClick')

    expect(world.notices).toMatchObject([{ issueKey: 'IT-7', accountIds: ['a-ada'] }])
    expect(bridge.flags.at(-1)).toMatchObject({
      title: 'Jira took the test notice. Ask the person whether it arrived.',
    })
  })

  it('keeps what was typed when somebody else saves something else meanwhile, and saves only that', async () => {
    await openPage()
    await openSection('Waiting list')
    await type(labelled('Message when no seat is free'), 'Later.')

    await saveSettings(world.ports, saving({ waitingDays: 7 }), 'a-other')
    await act(button('Save settings'), 'onClick')

    expect(world.kvs.get(keys.settings)).toMatchObject({ waitingDays: 7, refusalMessage: 'Later.' })
  })

  it.each([
    ['mine', 'Mine: Days on the waiting list', 14],
    ['theirs', 'Theirs: Days on the waiting list', 7],
  ])('says who has changed the same meanwhile, and saves %s', async (_, choice, waitingDays) => {
    await openPage()
    await openSection('Waiting list')
    await type(labelled('Days on the waiting list'), '14')
    await type(labelled('Message when no seat is free'), 'Later.')
    await saveSettings(world.ports, saving({ waitingDays: 7, seatWarning: 3 }), 'a-other')

    await act(button('Save settings'), 'onClick')
    expect(pageText()).toContain('Somebody else has changed the same meanwhile')
    expect(pageText()).toContain('Days on the waiting list: 30 → 7, Wed, 18 Mar 2026, 09:30')
    expect(findAll('User').map(({ props }) => props['accountId'])).toContain('a-other')
    expect(button('Save settings').props['isDisabled']).toBe(true)
    expect(world.kvs.get(keys.settings)).toMatchObject({ waitingDays: 7, version: 1 })
    await act(button(choice), 'onClick')
    expect(labelled('Days on the waiting list').props['defaultValue']).toBe(String(waitingDays))
    await act(button('Save settings'), 'onClick')

    expect(world.kvs.get(keys.settings)).toMatchObject({ waitingDays, seatWarning: 3, refusalMessage: 'Later.' })
    expect(pageText()).toContain('Everything is saved.')
  })

  it('does not save over what somebody else has changed, also after another look at the page', async () => {
    await openPage()
    await openSection('Waiting list')
    await type(labelled('Days on the waiting list'), '14')
    await saveSettings(world.ports, saving({ waitingDays: 7 }), 'a-other')
    await act(findAll('LoadingButton', (node) => textOf(node) === 'Refresh').at(-1)!, 'onClick')

    await act(button('Save settings'), 'onClick')

    expect(pageText()).toContain('Days on the waiting list: 30 → 7')
    expect(world.kvs.get(keys.settings)).toMatchObject({ waitingDays: 7 })
  })

  it.each(['name OF', 'g-all'])(
    'adds a required group that is found by %s, and only one that exists',
    async (typed) => {
      world.groupMembers.set('g-all', [])
      await openPage()

      await type(labelled('Name or id of a group'), 'g-none')
      await act(button('Find groups'), 'onClick')
      expect(pageText()).toContain('none with that id')
      await type(labelled('Name or id of a group'), typed)
      await act(button('Find groups'), 'onClick')
      await act(button('Add Name of g-all'), 'onClick')
      await act(button('Save settings'), 'onClick')

      expect(world.kvs.get(keys.settings)).toMatchObject({ requiredGroupIds: ['g-all'] })
      expect(pageText()).not.toContain('everyone in the directory is in scope')
      await openPage()
      expect(button('Remove Name of g-all')).toBeDefined()
    },
  )

  it('says while somebody types when a schedule would run', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date'] })
    const pauseTyping = (): Promise<void> => {
      jest.advanceTimersByTime(500)
      return settle()
    }
    await openPage()
    await openSection('Schedules')

    await type(labelled('Provision schedule'), '0 3 1 * *')
    await pauseTyping()
    expect(pageText()).toContain('At 03:00, on day 1 of the month. Next runs: Wed, 1 Apr 2026, 03:00')
    await type(labelled('Provision schedule'), '0 3 1')
    await pauseTyping()

    expect(pageText()).toContain('expected five cron fields such as "0 2 * * *"')
  })
})

function openSection(title: string): Promise<void> {
  return act(button(title), 'onClick')
}
