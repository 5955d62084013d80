import { createInviter } from '../../../src/adapters/atlassian/invite'
import { MINUTE, createRemoteWorld } from '../../sandbox/remote-world'
import { createRemote } from '../../support/remote-fetch'

function createInviting() {
  const world = createRemoteWorld()
  const remote = createRemote([world.organization])
  const { orgId, directoryId, orgApiKey } = world.site
  const inviter = createInviter(remote.http, async () => ({ orgId, directoryId, apiKey: orgApiKey }))
  const ask = (emails: readonly string[]): number =>
    world.send(world.organization, 'POST', `https://api.atlassian.com/admin/v2/orgs/${orgId}/users/invite`, {
      body: { emails },
      headers: { authorization: `Bearer ${orgApiKey}` },
    }).status
  return { ...world, remote, inviter, ask }
}

const addresses = (count: number): string[] => Array.from({ length: count }, (_, index) => `n${index}@example.com`)

describe('the organization’s invitations', () => {
  it('make accounts without a seat or a group, and say which address was not taken', async () => {
    const { inviter, site } = createInviting()
    site.blockDomain('blocked.example')

    const outcomes = await inviter.invite(['Ada@example.com', 'bea@blocked.example'])

    expect([...outcomes!]).toEqual([
      ['Ada@example.com', 'invited'],
      ['bea@blocked.example', 'refused'],
    ])
    expect([...site.findByEmail('ada@example.com')!.groupIds]).toEqual([])
    expect(site.findByEmail('bea@blocked.example')).toBeUndefined()
  })

  it('are refused as a whole with one address that is none: nobody of the list is invited', async () => {
    const { inviter, site } = createInviting()

    expect(await inviter.invite(['ada@example.com', 'bea at example.com'])).toBeNull()
    expect(site.findByEmail('ada@example.com')).toBeUndefined()
    expect(await inviter.invite(['bea at example.com'])).toBeNull()
  })

  it('show in the directory up to a minute later', async () => {
    const { askOrganization, clock, ask } = createInviting()
    const search = () => askOrganization('POST', '/users/search', { emails: ['ada@example.com'] }).body.data.length
    ask(['ada@example.com'])

    expect(search()).toBe(0)
    await clock.runUntil(clock.now() + MINUTE)
    expect(search()).toBe(1)
  })

  it('take 25 addresses, and not one more', async () => {
    const { inviter, ask } = createInviting()

    expect((await inviter.invite(addresses(inviter.perCall)))!.size).toBe(25)
    expect([ask(addresses(25)), ask(addresses(26)), ask([])]).toEqual([200, 400, 400])
  })

  it.each([
    ['an error of the server', { status: 500, body: '{}' }],
    ['a page instead of an answer', { status: 200, body: '<html></html>' }],
  ])('are not sent again after %s: nobody knows whether they were done', async (_, reply) => {
    const { inviter, remote } = createInviting()
    remote.answer = () => reply

    await expect(inviter.invite(['ada@example.com'])).rejects.toMatchObject({ code: 'unavailable' })
    expect(remote.sent).toHaveLength(1)
  })
})
