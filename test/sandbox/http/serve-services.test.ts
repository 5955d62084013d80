import { request } from 'node:http'
import { createClock } from '../../../sandbox/clock'
import { createJiraCallers } from '../../../sandbox/http/jira-callers'
import { createRealTime } from '../../../sandbox/http/real-time'
import type { ServedServices } from '../../../sandbox/http/serve-services'
import { serveServices } from '../../../sandbox/http/serve-services'
import { createRemoteWorld, DAY, START } from '../remote-world'

describe('the services over HTTP', () => {
  const world = createRemoteWorld({ seats: 10 })
  const time = createRealTime(world.clock)
  let served: ServedServices

  beforeAll(async () => {
    const { jira, organization, scim, entra, site } = world
    const identifyJiraCaller = createJiraCallers(site, 'token')
    served = await serveServices({
      services: { jira, organization, scim, entra },
      arrive: time.arrive,
      identifyJiraCaller,
    })
  })

  afterAll(() => served.close())

  it('share the state of the site', async () => {
    const { site } = world
    world.person('Ada')
    const url = `${served.atlassian}/admin/v2/orgs/${site.orgId}/directories/${site.directoryId}/users/search`

    const reply = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${site.orgApiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ emails: ['ada@example.com'] }),
    })

    expect(reply.headers.get('content-type')).toBe('application/json')
    expect(await reply.json()).toMatchObject({ data: [{ name: 'Ada' }] })
  })

  it('answer organization and scim on one port, and nothing else there', async () => {
    const { site } = world
    const authorization = `Bearer ${site.scimApiKey}`

    const known = await fetch(`${served.atlassian}/scim/directory/${site.scimDirectoryId}/ServiceProviderConfig`, {
      headers: { authorization },
    })
    const unknown = await fetch(`${served.atlassian}/ex/jira`)

    expect([known.status, unknown.status]).toEqual([200, 404])
  })

  it('know who calls Jira by e-mail and token', async () => {
    const me = async (password: string): Promise<number> => {
      const authorization = `Basic ${Buffer.from(`ada.admin@example.com:${password}`).toString('base64')}`
      return (await fetch(`${served.jira}/rest/api/3/myself`, { headers: { authorization } })).status
    }

    expect([await me('token'), await me('wrong')]).toEqual([200, 401])
  })

  it('refuse a page of another site that resolves its name to this machine', async () => {
    const { port } = new URL(served.entra)

    const status = await new Promise((done, fail) => {
      request({ host: '127.0.0.1', port, headers: { host: `evil.example:${port}` } }, (reply) => {
        reply.resume()
        done(reply.statusCode)
      })
        .on('error', fail)
        .end()
    })

    expect(status).toBe(403)
  })

  it('answer requests that come at once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => fetch(`${served.entra}/v1.0/users`)))

    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 401))
  })
})

describe('real time', () => {
  it('moves the virtual clock as far as the real one went, and further when told', async () => {
    const clock = createClock(START)
    let real = 500
    const { arrive, skip } = createRealTime(clock, () => real)

    real += 1_234.5
    await Promise.all([arrive(), arrive()])
    const arrived = clock.now()
    await skip(DAY)

    expect([arrived, clock.now()]).toEqual([START + 1_234, START + DAY + 1_234])
  })

  it('goes on after something that failed on the way', async () => {
    const clock = createClock(START)
    clock.after(1, () => {
      throw new Error('on the way')
    })
    const { skip } = createRealTime(clock, () => 0)

    await expect(skip(10)).rejects.toThrow('on the way')
    await skip(10)

    expect(clock.now()).toBe(START + 20)
  })
})
