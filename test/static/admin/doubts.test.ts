import { saveIdentityDoubts } from '../../../src/app/state/identity-doubts'
import { readLinks } from '../../../src/app/state/link-store'
import { saveReport } from '../../../src/app/state/run-report'
import type { IdentityDoubt } from '../../../src/core/identity'
import { AppError } from '../../../src/core/errors'
import { NOW, account, daysAgo, person } from '../../support/builders'
import { answerPage } from '../../support/answer-page'
import { addLinked, createWorld } from '../../support/fakes'
import { keys } from '../../support/keys'
import {
  act,
  button,
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
const bridge = installBridge((method, payload) => answerPage(world.ports, method, payload))

async function openPage(tab: 'People' | 'Runs' | 'Audit' | null): Promise<void> {
  bridge.flags.length = 0
  await jest.isolateModulesAsync(async () => {
    await import('../../../static/admin/index')
  })
  await settle()
  if (tab !== null) await openTab(tab)
}

function save(...doubts: readonly IdentityDoubt[]): Promise<void> {
  return saveIdentityDoubts(world.ports.store, doubts, new Date(daysAgo(2)))
}

const ownerGone: IdentityDoubt = {
  ...{ objectId: 'o-ada', accountId: 'a-old', otherId: 'o-gone', because: 'owner-gone' },
}

const buttons = (name: string) => findAll('Button', (node) => textOf(node) === name)

beforeEach(() => {
  world = createWorld()
  world.people.set('o-ada', person('Ada'))
  world.accounts.set('a-old', account('Old', { name: 'Ada of old', email: 'ada@example.com' }))
})

describe('the list of doubts', () => {
  it('says so when nobody is in doubt', async () => {
    await openPage('People')

    expect(pageText()).toContain('Whose account is it? Nobody is in doubt.')
  })

  it('shows both sides, why, since when, and what each button does', async () => {
    await save(ownerGone)

    await openPage('People')

    const text = pageText()
    expect(text).toContain('1 person waits for your word, 0 decided.')
    expect(text).toContain('Ada ada@example.com Enabled Directory id o-ada')
    expect(text).toContain('Ada of old ada@example.com Active Account id a-old')
    expect(text).toContain('Gone from the directory Directory id o-gone')
    expect(text).toContain('nothing proves that it is the same person. Since Mon, 16 Mar 2026, 09:30')
    expect(text).toContain('Same person The account is linked to Ada and stays as it was; access comes back by asking.')
    expect(text).toContain(
      'Another person The account is dealt with as a leaver’s. Once the address is free, Ada gets one:',
    )
    expect(text).toContain('Leave alone Everything stays as it is')
  })

  it('links at once what an administrator calls the same person, and takes it back', async () => {
    await save(ownerGone)
    await openPage('People')

    await act(button('Same person'), 'onClick')
    expect(bridge.flags).toMatchObject([{ title: 'It is linked. The account is as it was.', type: 'success' }])
    expect((await readLinks(world.ports.store, ['o-ada'])).get('o-ada')).toMatchObject({ accountId: 'a-old' })
    expect(pageText()).toContain('0 people wait for your word, 1 decided.')
    expect(buttons('Leave alone')).toEqual([])

    await act(button('Take back'), 'onClick')
    expect((await readLinks(world.ports.store, ['o-ada'])).size).toBe(0)
    expect(buttons('Leave alone')).toHaveLength(1)
  })

  it('offers only to leave alone who has no account, and tells the audit trail', async () => {
    world.people.set('o-bea', person('Bea', { email: 'ada@example.com' }))
    await save({ objectId: 'o-ada', accountId: null, otherId: 'o-bea', because: 'same-address' })
    await openPage('People')
    expect(pageText()).toContain('None has the address Bea ada@example.com Enabled')
    expect([...buttons('Same person'), ...buttons('Another person'), ...buttons('Open the account')]).toEqual([])

    await act(button('Leave alone'), 'onClick')

    expect(pageText()).toContain('Leave alone Decided Wed, 18 Mar 2026, 09:30')
    await openTab('Audit')
    expect(pageText()).toContain('Said whose account it is Directory id o-ada Leave alone')
  })

  it('says why a person cannot be linked, and keeps the doubt', async () => {
    await addLinked(world, person('Bea'), account('Bea'))
    await save({ objectId: 'o-ada', accountId: 'a-bea', otherId: 'o-bea', because: 'another-owner' })
    await openPage('People')
    expect(pageText()).toContain('First open the account and end its link.')

    await act(button('Same person'), 'onClick')

    expect(bridge.flags).toMatchObject([{ type: 'error', description: expect.stringContaining('end that link first') }])
    expect(buttons('Same person')).toHaveLength(1)
    await act(button('Open the account'), 'onClick')
    expect(pageText()).toContain('Linked to Bea (bea@example.com).')
  })

  it('turns pages', async () => {
    await save(
      ...Array.from({ length: 30 }, (_, index) => ({ ...ownerGone, objectId: `o-${String(index).padStart(2, '0')}` })),
    )
    await openPage('People')
    expect(buttons('Leave alone')).toHaveLength(25)

    await act(buttons('Next')[0]!, 'onClick')

    expect(buttons('Leave alone')).toHaveLength(5)
    expect(pageText()).toContain('Directory id o-29')
  })

  it('says what failed, and offers to try again', async () => {
    await save(ownerGone)
    world.beforeCall = (name) => {
      if (name === 'lookUpPeople') throw new AppError('unavailable', 'Expected an answer of the directory, got none.')
    }
    await openPage('People')
    expect(pageText()).toContain('Expected an answer of the directory, got none.')

    world.beforeCall = () => undefined
    await act(button('Try again'), 'onClick')

    expect(buttons('Same person')).toHaveLength(1)
  })
})

describe('the dialog of a person', () => {
  const openPerson = async (accountId: string): Promise<void> => {
    const shown = findAll('User').map(({ props }) => props['accountId'])
    await act(buttons('Open')[shown.indexOf(accountId)]!, 'onClick')
  }

  it('ends a link after a second question, and links by hand somebody found in the directory', async () => {
    await addLinked(world, person('Bea'), account('Bea'))
    await openPage('People')
    await openPerson('a-bea')
    expect(pageText()).toContain('Linked to Bea (bea@example.com). Directory id o-bea. Account id a-bea.')

    await act(button('End the link'), 'onClick')
    expect((await readLinks(world.ports.store, ['o-bea'])).size).toBe(1)
    await act(button('Yes, end the link'), 'onClick')
    expect((await readLinks(world.ports.store, ['o-bea'])).size).toBe(0)

    const field = 'E-mail address, user principal name or object id of its owner'
    await type(labelled(field), 'nobody@example.com')
    await act(button('Look in the directory'), 'onClick')
    expect(pageText()).toContain('Expected somebody in the directory who has this, got nobody.')
    await type(labelled(field), 'ada@example.com')
    await act(button('Look in the directory'), 'onClick')
    expect(pageText()).toContain('Ada (ada@example.com) Directory id o-ada Enabled')
    await act(button('Link to Ada'), 'onClick')
    expect((await readLinks(world.ports.store, ['o-ada'])).size).toBe(0)
    await act(button('Yes, link'), 'onClick')

    expect((await readLinks(world.ports.store, ['o-ada'])).get('o-ada')).toMatchObject({ accountId: 'a-bea' })
    expect(pageText()).toContain('Linked to Ada (ada@example.com).')
  })

  it('offers nobody who has an account', async () => {
    await addLinked(world, person('Bea'), account('Bea'))
    await save({ ...ownerGone, otherId: null })
    await openPage('People')
    await act(button('Open the account'), 'onClick')

    await type(labelled('E-mail address, user principal name or object id of its owner'), 'bea@example.com')
    await act(button('Look in the directory'), 'onClick')

    expect(pageText()).toContain('Bea (bea@example.com) Has an account already. End that link first.')
    expect(buttons('Link to Bea')).toEqual([])
  })
})

describe('what the last run of provisioning found', () => {
  const times = { startedAt: NOW.toISOString(), endedAt: NOW.toISOString() }
  const report = { runId: 'r', outcome: 'dry-run', skips: {}, because: null, ...times } as const

  it.each([
    [false, true],
    [true, false],
  ])('names accounts that only the address speaks for before it is armed (armed: %s)', async (isArmed, isNamed) => {
    world = createWorld({ armed: { provision: isArmed, grant: false, sweep: false } })
    await saveReport(world.ports.store, 'provision', { ...report, counts: { byAddress: 1_200 } })

    await openPage('Runs')

    expect(pageText().includes('1,200 accounts are matched by nothing but the address')).toBe(isNamed)
    expect(pageText()).toContain('Accounts matched by nothing but the address: 1,200')
  })

  it('is an alert while somebody is in doubt', async () => {
    world.kvs.set(keys.connected, { kind: 'entra', apiKeyExpires: '2027-01-31' })
    await saveReport(world.ports.store, 'provision', { ...report, counts: { inDoubt: 3 } })

    await openPage(null)

    expect(pageText()).toContain('Of 3 people it is not certain whose account is theirs')
    await act(button('Go to People'), 'onClick')
    expect(pageText()).toContain('Nobody is in doubt.')
  })
})
