import type { Service } from '../../../sandbox/service'
import type { ServedWorld } from './run-client'
import { JIRA_API_TOKEN, runClient, serveWorld } from './run-client'

describe('jira.js with its schema check', () => {
  let world: ServedWorld

  afterEach(() => world.served.close())

  function run(accountId: string): Promise<unknown> {
    const administrator = [...world.site.accounts.values()].find(({ platformRoles }) => platformRoles.length > 0)!
    const input = { jira: world.served.jira, email: administrator.email, apiToken: JIRA_API_TOKEN, accountId }
    return runClient('jira-client', input, { AUDIT_SCHEMAS: 'true' })
  }

  it('reads roles, permissions, users and groups without a field that it does not know', async () => {
    world = await serveWorld()
    const ada = world.person('Ada')
    world.site.setMember(ada.accountId, world.access.groupId, true, 'admin')
    await world.time.skip(10_000)

    expect(await run(ada.accountId)).toMatchObject({
      role: { key: 'jira-software', numberOfSeats: 10, remainingSeats: 9, userCount: 1 },
      roles: [{ key: 'jira-software' }],
      permissions: { permissions: { ADMINISTER: { havePermission: true } } },
      user: { accountId: ada.accountId, groups: { items: [{ groupId: world.access.groupId }] } },
      myself: { displayName: 'Ada Admin' },
      groups: { groups: [{ groupId: world.access.groupId, managedBy: 'ADMINS' }] },
      unknownRole: 'not found',
      wrongToken: 'unauthorized',
      drift: [],
    })
  })

  function spoil(text: string, wrong: string): (service: Service) => Service {
    return (service) => ({
      ...service,
      handle: (request) => {
        const reply = service.handle(request)
        return { ...reply, body: reply.body.replace(text, wrong) }
      },
    })
  }

  it('does see a field that Jira does not have', async () => {
    world = await serveWorld({ jira: spoil('"userCount":', '"colour":"green","userCount":') })

    const { drift } = (await run(world.person('Ada').accountId)) as { drift: unknown }

    expect(drift).toContainEqual(expect.objectContaining({ kind: 'keys', keys: ['colour'] }))
  })

  it('does see a number that is none', async () => {
    world = await serveWorld({ jira: spoil('"userCount":0', '"userCount":"0"') })

    await expect(run(world.person('Ada').accountId)).rejects.toThrow('SchemaMismatchError')
  })
})
