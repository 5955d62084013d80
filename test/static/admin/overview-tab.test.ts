import { requestKey } from '../../../src/app/signals/ask'
import { readWaiting } from '../../../src/app/grant/waiting-list'
import { changeTroubles } from '../../../src/app/state/troubles'
import { saveLastGood } from '../../../src/app/state/last-good'
import { DEFAULT_PRODUCT } from '../../../src/core/settings/products'
import { noteTries } from '../../../src/core/troubles'
import { daysAgo } from '../../support/builders'
import { answerPage } from '../../support/answer-page'
import { createWorld } from '../../support/fakes'
import { act, findAll, installBridge, pageText, settle, textOf } from '../../support/ui-kit'

const JIRA = 'jira-software'
let world = createWorld()
const bridge = installBridge((method, payload) => answerPage(world.ports, method, payload))

async function openPage(): Promise<void> {
  bridge.flags.length = 0
  await jest.isolateModulesAsync(async () => {
    await import('../../../static/admin/index')
  })
  await settle()
}

async function wait(...names: readonly string[]): Promise<void> {
  for (const [index, name] of names.entries()) {
    const ids = {
      key: requestKey(JIRA, `a-${name}`),
      accountId: `a-${name}`,
      productKey: JIRA,
      source: 'admin',
    } as const
    await world.ports.requests.add({ ...ids, state: 'waiting', askedAt: daysAgo(3 - index) })
  }
}

async function press(name: string, accountId: string): Promise<void> {
  const place = (await queue()).indexOf(accountId)
  await act(findAll('Button', (node) => textOf(node) === name)[place]!, 'onClick')
}

async function queue(): Promise<readonly string[]> {
  return (await readWaiting(world.ports.requests, JIRA, 100)).map(({ accountId }) => accountId)
}

beforeEach(() => {
  world = createWorld()
})

describe('the overview', () => {
  it('moves people up and down the waiting list', async () => {
    await wait('ada', 'bob', 'cy')
    await openPage()

    await press('Down', 'a-ada')
    expect(await queue()).toEqual(['a-bob', 'a-ada', 'a-cy'])
    await press('Up', 'a-cy')
    expect(await queue()).toEqual(['a-bob', 'a-cy', 'a-ada'])

    const ends = findAll('Button', (node) => ['Up', 'Down'].includes(textOf(node)) && node.props['isDisabled'] === true)
    expect(ends).toHaveLength(2)
    expect(bridge.flags).toHaveLength(2)
  })

  it('takes somebody off, and lets somebody go first', async () => {
    await wait('ada', 'bob', 'cy')
    await openPage()

    await press('Take off', 'a-bob')
    expect(await queue()).toEqual(['a-ada', 'a-cy'])
    await press('Grant now', 'a-cy')

    expect(world.requests.get(requestKey(JIRA, 'a-cy'))).toMatchObject({ state: 'open' })
  })

  it('tells seats of every product, with its own reserve and cap', async () => {
    const wiki = { ...DEFAULT_PRODUCT, key: 'confluence', kind: 'group' as const, signals: false }
    world = createWorld({
      products: [DEFAULT_PRODUCT, { ...wiki, accessGroupIds: ['g-wiki'], seatTotal: 50, cap: 40, seatReserve: 3 }],
    })

    await openPage()

    expect(pageText()).toContain('Seats of jira-software Used 0 Free 100 Reserve 5 Total 100')
    expect(pageText()).toContain('Seats of confluence Used 0 Free 40 Reserve 3 Cap 40 Total 40')
  })

  it('tells people as the last runs found them, and when each job runs next', async () => {
    await saveLastGood(world.ports.store, { people: 42_000, linked: 41_000, readAt: daysAgo(1) })

    await openPage()

    expect(pageText()).toContain('In the directory 42,000 With an account 41,000 With access Not known')
    expect(pageText()).toContain('Access is not counted yet.')
    expect(pageText()).toContain('Sweep: Thu, 19 Mar 2026, 04:00')
  })

  it('says where those who asked are whose request failed, beside the failed changes or alone', async () => {
    const about = { key: requestKey(JIRA, 'a-ada'), accountId: 'a-ada', productKey: JIRA, source: 'portal' }
    const refusal = { because: 'conflict', free: 0, at: daysAgo(0) }
    await world.ports.requests.add({ ...about, state: 'open', askedAt: daysAgo(1), nextAt: daysAgo(-1), refusal })

    await openPage()

    expect(pageText()).toContain('People whose change failed 1 person who asked stands in the waiting list above')
    expect(pageText()).toContain('It is tried again.')
  })

  it('lists people whose change failed with reason and remedy, and leaves them alone when told to', async () => {
    const action = { type: 'update', objectId: 'o-ada', accountId: 'a-ada' } as const
    const failed = { action, because: 'conflict', isSuccess: false, isSuspect: false, isTaken: false } as const
    const now = world.ports.clock.now()
    await changeTroubles(world.ports.store, ['a-ada'], (troubles) =>
      noteTries(troubles, [failed], { kind: 'provision' }, now),
    )

    await openPage()

    expect(pageText()).toContain('People whose change failed 1 change, the oldest first.')
    expect(pageText()).toContain('Another account may have the address.')
    await act(findAll('Button', (node) => textOf(node) === 'Leave alone')[0]!, 'onClick')
    expect(pageText()).toContain('left as it is')
    expect(findAll('Button', (node) => textOf(node) === 'Leave alone')).toHaveLength(0)
  })
})
