import type { ServedWorld } from './run-client'
import { runClient, serveWorld } from './run-client'

interface Listing {
  readonly items: readonly Record<string, unknown>[]
  readonly isComplete: boolean
  readonly deltaLink?: string
}

describe("Microsoft's Graph client", () => {
  let world: ServedWorld
  let people: { readonly id: string }[]
  let groupId: string

  beforeAll(async () => {
    world = await serveWorld()
    people = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve'].map(world.colleague)
    groupId = world.tenant.addGroup('Everybody').id
    for (const { id } of people) world.tenant.setMember(groupId, id, true)
  })

  afterAll(() => world.served.close())

  function run<T>(name: string, more: object = {}): Promise<T> {
    const token = world.askToken().body.access_token as string
    const input = { run: name, entra: world.served.entra, token, userId: people[0]!.id, groupId, ...more }
    return runClient<T>('graph-client', input)
  }

  it('iterates over all pages', async () => {
    const { items, isComplete } = await run<Listing>('pages')

    expect(items.map(({ displayName }) => displayName)).toEqual(['Ada', 'Ben', 'Cleo', 'Dan', 'Eve'])
    expect(isComplete).toBe(true)
  })

  it('reads the members of a group through the cast, with their count', async () => {
    const page = await run<Record<string, unknown>>('members')

    expect(page).toMatchObject({ '@odata.count': 5, value: people.map(({ id }) => ({ id })) })
  })

  it('follows a full delta, and then what changed', async () => {
    const full = await run<Listing>('fullDelta')
    world.tenant.updateUser(people[1]!.id, { accountEnabled: false })
    world.tenant.deleteUser(people[2]!.id)
    await world.time.skip(10 * 60_000)
    const { items, deltaLink } = await run<Listing>('changes', { deltaLink: full.deltaLink })

    expect(full.items).toHaveLength(5)
    expect(items).toContainEqual({ id: people[1]!.id, accountEnabled: false })
    expect(items).toContainEqual({ id: people[2]!.id, '@removed': { reason: 'changed' } })
    expect(deltaLink).toMatch('https://graph.microsoft.com/v1.0/users/delta?$deltatoken=')
  })

  it('sends a batch and finds each answer', async () => {
    const { user, nobody, groups } = await run<Record<string, [number, Record<string, unknown>]>>('batch')

    expect(user).toEqual([200, expect.objectContaining({ id: people[0]!.id, mail: 'ada@example.com' })])
    expect(nobody).toEqual([404, { error: expect.objectContaining({ code: 'Request_ResourceNotFound' }) }])
    expect(groups).toEqual([200, expect.objectContaining({ value: [groupId] })])
  })

  it('understands an error', async () => {
    expect(await run('error')).toEqual({ isGraphError: true, statusCode: 404, code: 'Request_ResourceNotFound' })
  })
})
