import { keys } from '../../support/keys'
import { runJob } from '../../../src/app/jobs/run-job'
import { SECTIONS, leavesOf } from '../../../src/core/settings/table'
import type { Rows } from '../../../src/core/settings/row'
import { account, person } from '../../support/builders'
import { answerPage } from '../../support/answer-page'
import { createWorld } from '../../support/fakes'
import {
  act,
  button,
  checkbox,
  findAll,
  installBridge,
  labelled,
  pageText,
  settle,
  textOf,
  type,
} from '../../support/ui-kit'

/** The sections of the settings over the real use cases and an in-memory world. */
let world = createWorld()

installBridge((method, payload) => answerPage(world.ports, method, payload))

async function openSection(title: string): Promise<void> {
  await jest.isolateModulesAsync(async () => {
    await import('../../../static/admin/index')
  })
  await settle()
  await act(button(title), 'onClick')
}

const save = (): Promise<void> => act(button('Save settings'), 'onClick')
const saved = (): unknown => world.kvs.get(keys.settings)
const pick = (label: string, value: unknown): Promise<void> => act(labelled(label), 'onChange', value)

beforeEach(() => {
  world = createWorld()
})

describe('the sections of the settings', () => {
  it('have a control for each setting', async () => {
    const missing: string[] = []
    for (const { title, rows } of Object.values(SECTIONS)) {
      await openSection(title)
      const shown = [pageText(), ...findAll('Checkbox').map(({ props }) => String(props['label']))].join(' ')
      for (const [path, { label }] of leavesOf(rows as Rows)) if (!shown.includes(label)) missing.push(path)
    }

    // An experiment: only the configuration as text can switch it on.
    expect(missing).toEqual(['experimentalInvite'])
  })

  it('take a second product with rules of its own, and let it go again', async () => {
    world.accounts.set('a-ben', account('Ben', { groupIds: ['g-conf'] }))
    await openSection('Products and seats')

    await pick('Product', { label: 'Confluence', value: 'confluence', kind: 'group' })
    await act(button('Add product'), 'onClick')
    expect(pageText()).toContain('Product "confluence": expected at least one group that gives it, got none.')
    await type(labelled('Groups that give Confluence'), 'conf')
    // The first one is that of Jira's access group.
    await act(findAll('LoadingButton', (node) => textOf(node) === 'Find groups')[1]!, 'onClick')
    await act(button('Add Name of g-conf'), 'onClick')
    await type(labelled('Seats of Confluence'), '500')
    await act(button('Use 90 days for Confluence'), 'onClick')
    await save()

    const confluence = {
      key: 'confluence',
      kind: 'group',
      accessGroupIds: ['g-conf'],
      seatTotal: 500,
      dormancyDays: 90,
    }
    expect(saved()).toMatchObject({ products: [{ key: 'jira-software', dormancyDays: 180 }, confluence] })
    await act(button('Stop looking after Confluence'), 'onClick')
    await save()
    expect((saved() as { products: unknown[] }).products).toHaveLength(1)
  })

  it('take groups by name and patterns, and say when groups are managed locally', async () => {
    world.accounts.set('a-ada', account('Ada', { groupIds: ['g-project', 'g-jira', 'g-other'] }))
    await openSection('Local group management')

    await type(labelled('Always assign groups'), 'Name of g-')
    await act(button('Find groups'), 'onClick')
    expect(pageText()).toContain('It gives access: seats are given through the guard only')
    expect(pageText()).toContain('Not among the groups that the app may write to: add it under Connections first')
    await act(button('Add Name of g-project'), 'onClick')
    await type(labelled('Never remove'), 'vip .*\n.*')
    await save()

    expect(saved()).toMatchObject({
      groups: {
        always: ['g-project'],
        neverRemove: ['vip .*', '.*'],
      },
    })
    await act(button('Remove Name of g-project'), 'onClick')
    await type(labelled('Never assign'), '.*')
    expect(pageText()).toContain('Groups are managed locally')
  })

  it('take patterns, and refuse one that is not understood', async () => {
    await openSection('Who is in scope')

    await act(checkbox('Guests'), 'onChange')
    await act(button('Add an exclude pattern'), 'onClick')
    await type(labelled('Exclude 1: pattern'), '(?=x)')
    expect(pageText()).toContain('expected a pattern in RE2 syntax')
    expect(button('Save settings').props['isDisabled']).toBe(true)
    await type(labelled('Exclude 1: pattern'), 'Interns')
    await pick('Matching attribute', { label: 'mail', value: 'mail' })
    await save()

    expect(saved()).toMatchObject({
      scope: {
        userTypes: ['member', 'guest'],
        exclude: [{ attribute: 'department', pattern: 'Interns' }],
        address: 'mail',
      },
    })
  })

  it('take a cleanup behaviour for each cause of leaving', async () => {
    await openSection('Accounts and leavers')

    await pick('No longer in scope', { label: 'Disable', value: 'disable' })
    await act(checkbox('Also remove deleted people from all other groups'), 'onChange')
    await save()

    expect(saved()).toMatchObject({
      leavers: {
        deleted: { account: 'disable', removeGroups: true },
        'out-of-scope': { account: 'disable', removeGroups: false },
      },
    })
  })

  it('take an exemption with owner, reason and end, and never a day that is none', async () => {
    await openSection('Exemptions')

    await act(findAll('UserPicker')[0]!, 'onChange', { id: 'a-ada' })
    await type(labelled('Owner 1'), 'The board')
    await type(labelled('Last day 1'), 'soon')
    expect(pageText()).toContain('expected a day as YYYY-MM-DD')
    await type(labelled('Last day 1'), '2026-12-31')
    await save()

    expect(saved()).toMatchObject({
      exemptPeople: [{ accountId: 'a-ada', owner: 'The board', reason: '', until: '2026-12-31' }],
    })
  })

  it('set the secret of the web trigger at once, and forget what was typed', async () => {
    await openSection('What counts as asking')
    expect(pageText()).toContain('No secret is set: every call is refused.')

    await type(labelled('Secret'), 'a-secret-that-is-long-enough')
    await act(button('Set secret'), 'onClick')

    expect(pageText()).toContain('A shared secret, set Wed, 18 Mar 2026, 09:30.')
    expect(JSON.stringify(findAll('Textfield'))).not.toContain('a-secret')
    await act(button('Forget secret'), 'onClick')
    expect(pageText()).toContain('No secret is set')
  })
})

describe('what unsaved settings would change', () => {
  const runJobs = async (): Promise<void> => {
    for (let message = world.jobs.shift(); message !== undefined; message = world.jobs.shift()) {
      await runJob(world.ports, message, 'worker', 0)
    }
  }
  const afterPause = async (): Promise<void> => {
    await jest.advanceTimersByTimeAsync(2_500)
    await settle()
  }

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date'] })
  })

  afterEach(() => {
    jest.useRealTimers()
  })

  it('is told before anything is saved', async () => {
    world.people.set('o-ada', person('Ada'))
    world.accounts.set('a-ben', account('Ben'))
    await openSection('Who is in scope')
    await act(checkbox('Guests'), 'onChange')

    await act(button('What would this change?'), 'onClick')
    await runJobs()
    await afterPause()

    expect(pageText()).toContain('Provision with these settings People in the directory: 1 People in scope: 1')
    expect(saved()).toMatchObject({ scope: { userTypes: ['member'] } })
  })

  it('says how many everyone is before an empty list of required groups is saved', async () => {
    world = createWorld({ requiredGroupIds: ['g-all'] })
    world.groupMembers.set('g-all', [])
    world.people.set('o-ada', person('Ada'))
    world.accounts.set('a-ben', account('Ben'))
    await openSection('Who is in scope')
    await act(button('Remove Name of g-all'), 'onClick')

    await save()
    expect(saved()).toMatchObject({ requiredGroupIds: ['g-all'] })
    await runJobs()
    await afterPause()
    expect(pageText()).toContain('No group is required. 1 people would be in scope')
    const buttons = [...findAll('LoadingButton')].filter((node) =>
      JSON.stringify(node.children).includes('Save settings'),
    )
    await act(buttons.at(-1)!, 'onClick')

    expect(saved()).toMatchObject({ requiredGroupIds: [] })
  })
})

describe('the price of a seat', () => {
  it('may have decimals, may be left out, and is refused when it is no number', async () => {
    await openSection('Billing')

    await type(labelled('Price of a seat and month'), '7.91')
    await save()
    expect(saved()).toMatchObject({ seatPrice: 7.91 })

    await type(labelled('Price of a seat and month'), 'cheap')
    expect(pageText()).toContain('Price of a seat and month: expected a number')

    await type(labelled('Price of a seat and month'), '')
    await save()
    expect(saved()).toMatchObject({ seatPrice: null })
  })
})

describe('the configuration as text', () => {
  it('is shown, and taken back after a look at what would change', async () => {
    await openSection('Export and import')
    await act(button('Show the configuration'), 'onClick')
    const text = String(findAll('CodeBlock')[0]!.props['text'])

    await type(labelled('Exported configuration'), text.replace('"waitingDays": 30', '"waitingDays": 7'))
    await act(button('What would this change?'), 'onClick')
    expect(pageText()).toContain('waitingDays: 30 → 7')
    await act(button('Apply one change'), 'onClick')

    expect(saved()).toMatchObject({ waitingDays: 7 })
  })
})
