import { drainInbox } from '../../../src/app/grant/drain-inbox'
import { askBack } from '../../../src/app/signals/ask'
import type { Account, Person } from '../../../src/core/people'
import type { Settings } from '../../../src/core/settings'
import { account, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'
import { keys } from '../../support/keys'

/** Ada's access through `g-jira` was taken and is to be given back. */
async function siteOf(
  source: 'undo' | 'return',
  one: { settings?: Partial<Settings>; person?: Partial<Person>; account?: Partial<Account> } = {},
): Promise<FakeWorld> {
  const world = createWorld(one.settings ?? {})
  await addLinked(world, person('Ada', one.person), account('Ada', { groupIds: [], ...one.account }))
  await askBack(world.ports, 'a-ada', 'jira-software', ['g-jira'], source)
  return world
}

const drain = (world: FakeWorld) => drainInbox(world.ports, 'drain', null)
const undoOf = (world: FakeWorld) => world.requests.get('undo:jira-software:a-ada')

describe.each(['undo', 'return'] as const)('access that is to be given back (%s)', (source) => {
  it.each([
    ['never gets access', 'access-exempt', { settings: { noAccessAccountIds: ['a-ada'] } }],
    [
      'is in a group without access',
      'access-exempt',
      {
        settings: { noAccessGroupIds: ['g-temp'] },
        account: { groupIds: ['g-temp'] },
      },
    ],
    [
      'is not in scope',
      'not-in-scope',
      {
        settings: { scope: { include: [{ attribute: 'department', pattern: 'Sales' }], exclude: [] } },
      },
    ],
    ['is disabled in the directory', 'disabled', { person: { enabled: false } }],
    ['has a suspended account', 'no-account', { account: { isActive: false } }],
    ['has no account here', 'elsewhere', { account: { isElsewhere: true } }],
  ] as const)('is refused to whom %s, as a request is', async (_, because, one) => {
    const world = await siteOf(source, one as never)

    await drain(world)

    expect(world.writes).toEqual([])
    expect(undoOf(world)).toMatchObject({ state: 'refused', refusal: { because } })
    expect(world.kvs.get(keys.seat('a-ada'))).toBeUndefined()
  })

  it('is refused to whom the directory no longer knows while the account still shows', async () => {
    const world = await siteOf(source)
    world.people.delete('o-ada')

    await drain(world)

    expect(world.writes).toEqual([])
    expect(undoOf(world)).toMatchObject({ state: 'refused', refusal: { because: 'not-in-directory' } })
  })

  it('is no access where its group gives none: it says so, and the seat’s record stays', async () => {
    const world = await siteOf(source)
    world.accessGroupIds.splice(0, 1, 'g-jira-2')

    await drain(world)

    expect(world.writes).toEqual([])
    expect(undoOf(world)).toMatchObject({ state: 'refused', refusal: { because: 'gives-no-product' } })
    expect(world.kvs.get(keys.seat('a-ada'))).toBeUndefined()
  })

  it('is no access either for a member of that group', async () => {
    const world = await siteOf(source, { account: { groupIds: ['g-jira'] } })
    world.accessGroupIds.splice(0, 1, 'g-jira-2')

    await drain(world)

    expect(world.kvs.get(keys.seat('a-ada'))).toBeUndefined()
  })

  it('is recorded for a member of a group that gives it', async () => {
    const world = await siteOf(source, { account: { groupIds: ['g-jira'] } })

    await drain(world)

    expect(world.writes).toEqual([])
    expect(world.kvs.get(keys.seat('a-ada'))).toMatchObject({ holds: true, givenBackAt: expect.any(String) })
    expect(world.requests.size).toBe(0)
  })

  it('can be asked back again after a refusal', async () => {
    const world = await siteOf(source, { person: { enabled: false } })
    await drain(world)
    world.people.set('o-ada', person('Ada'))

    await askBack(world.ports, 'a-ada', 'jira-software', ['g-jira'], source)
    await drain(world)

    expect(world.writes).toEqual(['add a-ada g-jira'])
    expect(world.requests.size).toBe(0)
  })
})
