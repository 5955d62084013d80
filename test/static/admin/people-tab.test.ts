import { readSettings } from '../../../src/app/state/settings'
import { AppError } from '../../../src/core/errors'
import { keys } from '../../support/keys'
import { account, daysAgo, person } from '../../support/builders'
import { answerPage } from '../../support/answer-page'
import { addLinked, createWorld } from '../../support/fakes'
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

let world = createWorld()
const asked: string[] = []
installBridge(async (method, payload) => {
  asked.push(method)
  return answerPage(world.ports, method, payload)
})

async function openPeople(): Promise<void> {
  asked.length = 0
  await jest.isolateModulesAsync(async () => {
    await import('../../../static/admin/index')
  })
  await settle()
  await openTab('People')
}

function shown(): readonly unknown[] {
  return findAll('User').map(({ props }) => props['accountId'])
}

async function open(accountId: string): Promise<void> {
  const buttons = findAll('Button', (node) => textOf(node) === 'Open')
  await act(buttons[shown().indexOf(accountId)]!, 'onClick')
}

beforeEach(async () => {
  world = createWorld()
  await addLinked(world, person('Ada'), account('Ada', { lastSeen: daysAgo(3) }))
  await addLinked(world, person('Bob'), account('Bob', { groupIds: [], lastSeen: null, addedAt: null }))
})

describe('the people tab', () => {
  it('shows everybody with two questions more, and says what is known of each', async () => {
    await openPeople()

    expect(asked.slice(1).sort()).toEqual(['getOverview', 'getSavings', 'listDoubts', 'listPeople'])
    expect([...shown()].sort()).toEqual(['a-ada', 'a-bob'])
    expect(pageText()).toContain('Active jira-software 3 days ago: last active by the organization')
    expect(pageText()).toContain('Active None Nothing')
  })

  it('looks for a name, narrows what was found by the list, and says so', async () => {
    await openPeople()

    await type(labelled('Name or e-mail address'), 'example.com')
    await act(button('Find'), 'onClick')
    expect(shown()).toHaveLength(2)
    await act(labelled('Show'), 'onChange', { label: 'With access', value: 'access' })

    expect(shown()).toEqual(['a-ada'])
    expect(pageText()).toContain('1 of the 2 people found on this page fit "With access"')
  })

  it('says how a list comes to be that no run has made yet', async () => {
    await openPeople()

    await act(labelled('Show'), 'onChange', { label: '', value: 'unmatched' })

    expect(pageText()).toContain('This list is not made yet')
  })

  it('explains one person: what is known, and what each job will do and why', async () => {
    await openPeople()

    await open('a-ada')

    expect(find('Modal')).toBeDefined()
    expect(pageText()).toContain('Asking again changes nothing: the person has access.')
    expect(pageText()).toContain('The next sweep keeps the access: ')
    expect(pageText()).toContain('Last active by the organization: 3 days ago')
    expect(pageText()).toContain('Nothing was taken or given back.')
  })

  it('shows the last sign-in at the directory, and that no job decides by it', async () => {
    world.signIns = [{ id: '00000000-0000-4000-8000-000000000001', objectId: 'o-ada', at: daysAgo(2) }]
    await openPeople()

    await open('a-ada')

    expect(pageText()).toContain('Last sign-in at the directory: 2 days ago (')
    expect(pageText()).toContain('so no job decides by it.')
  })

  it('says what to do where the directory does not tell the last sign-in, and all the rest', async () => {
    world.beforeCall = (name) => {
      if (name === 'readLastSignIn') throw new AppError('permission-missing', 'Not told.')
    }
    world.kvs.set(keys.connected, { kind: 'entra' })
    await openPeople()

    await open('a-ada')

    expect(pageText()).toContain('Last sign-in at the directory: the permission is missing. It is optional')
    expect(pageText()).toContain('AuditLog.Read.All, then Grant admin consent.')
    expect(pageText()).toContain('The next sweep keeps the access: ')
  })

  it('grants now, exempts with owner, reason and last day, and ends it', async () => {
    await openPeople()
    await open('a-bob')

    await act(button('Grant jira-software now'), 'onClick')
    expect([...world.requests.values()]).toMatchObject([{ accountId: 'a-bob', source: 'admin' }])
    await type(labelled('Who answers for it'), 'Boss')
    await type(labelled('Reason'), 'on leave')
    await type(labelled('Last day'), '2026-12-31')
    await act(
      find('Form', (node) => JSON.stringify(node.children).includes('Exempt')),
      'onSubmit',
    )
    expect((await readSettings(world.ports.store)).exemptPeople).toEqual([
      { accountId: 'a-bob', owner: 'Boss', reason: 'on leave', until: '2026-12-31' },
    ])

    await act(button('End exemption'), 'onClick')
    expect((await readSettings(world.ports.store)).exemptPeople).toEqual([])
  })

  it('provisions somebody by address, step by step', async () => {
    world.people.set('o-cy', person('Cy'))
    await openPeople()

    await type(labelled('E-mail address, user principal name or object id'), 'cy@example.com')
    await act(button('Provision now'), 'onClick')

    expect(pageText()).toContain('Found Cy (cy@example.com), enabled member, object id o-cy.')
    expect(pageText()).toContain('In scope')
  })
})
