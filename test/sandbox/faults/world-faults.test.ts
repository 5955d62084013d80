import { createFaults } from '../../../sandbox/faults/create-faults'
import { createIdentities } from '../../../sandbox/identities'
import { createRandom } from '../../../sandbox/random'
import type { RemoteWorld } from '../remote-world'
import { createRemoteWorld, MINUTE } from '../remote-world'

/** The remote world with faults in its state; requests of the "app" are told by `read`. */
function createFaultyWorld(lines: readonly string[], seats = 10) {
  const world = createRemoteWorld({ seats })
  const listeners: ((service: string, request: { url: URL }) => void)[] = []
  const skews: number[] = []
  const licences: boolean[] = []
  const host = {
    onRequest: (listener: (service: string, request: { url: URL }) => void) => void listeners.push(listener),
    setLicence: ({ active }: { active: boolean }) => void licences.push(active),
    setClockSkew: (ms: number) => void skews.push(ms),
  }
  const faults = createFaults({
    ...{ clock: world.clock, random: createRandom('1'), site: world.site, tenant: world.tenant },
    ...{ identities: createIdentities(world), host: host as never, accessGroupId: world.access.groupId },
  })
  const disarms = lines.map((line) => faults.add(line))
  const readSeats = (): void => {
    const url = new URL(`${world.site.siteUrl}/rest/api/3/applicationrole/jira-software`)
    for (const listener of listeners) listener('jira', { url })
  }
  return { world, faults, disarms, skews, licences, readSeats }
}

const used = ({ site }: RemoteWorld): number => site.seatsUsed('jira-software')

describe('an expired credential', () => {
  it('of the organization and of SCIM is refused like a wrong one, until it is renewed', async () => {
    const { world } = createFaultyWorld(['organization key expired for 10m', 'scim key expired for 10m'])
    const statuses = () => [
      world.askOrganization('POST', '/users/search', {}).status,
      world.askScim('GET', '/Users').status,
    ]

    expect(statuses()).toEqual([401, 401])
    await world.wait(10 * MINUTE)
    expect(statuses()).toEqual([200, 200])
  })

  it('of Entra gets no token, and says why', () => {
    const { world, disarms } = createFaultyWorld(['entra secret expired'])

    const { status, body } = world.askToken()
    disarms[0]!()

    expect([status, body.error_description]).toEqual([401, expect.stringContaining('AADSTS7000222')])
    expect(world.askToken().status).toBe(200)
  })
})

describe('a revoked permission', () => {
  it('is missing in new tokens and stays in old ones', () => {
    const { world, faults } = createFaultyWorld([])
    const before = world.askToken().body.access_token as string
    faults.add('entra permission GroupMember.Read.All revoked')

    expect(world.askGraph('GET', '/groups').status).toBe(403)
    expect(world.askGraph('GET', '/groups', { token: before }).status).toBe(200)
    expect(world.askGraph('GET', '/users').status).toBe(200)
  })
})

describe('a skewed clock', () => {
  it('begins and ends in its time', async () => {
    const { world, skews } = createFaultyWorld(['clock skew -5m from 1m for 2m'])

    await world.wait(4 * MINUTE)

    expect(skews).toEqual([-5 * MINUTE, 0])
  })
})

describe('a lapsed licence', () => {
  it('is renewed in its time', async () => {
    const { world, licences } = createFaultyWorld(['licence lapses from 1m for 2m'])

    await world.wait(4 * MINUTE)

    expect(licences).toEqual([false, true])
  })
})

describe('another administrator', () => {
  it('takes seats once', async () => {
    const { world, faults } = createFaultyWorld(['admin takes 3 seats from 5m'])
    const before = used(world)

    await world.wait(10 * MINUTE)

    expect([before, used(world), faults.struck('admin takes 3 seats from 5m')]).toEqual([0, 3, 1])
  })

  it('takes one right after each read of the seats', () => {
    const { world, readSeats } = createFaultyWorld(['admin takes 1 seat after each read first 2'])

    readSeats()
    readSeats()
    readSeats()

    expect(used(world)).toBe(2)
  })

  it('is refused when no seat is left', async () => {
    const { world } = createFaultyWorld(['admin takes 9 seats'], 4)

    await world.wait(1)

    expect(used(world)).toBe(4)
  })
})

describe('createFaults', () => {
  it('knows nothing of a fault that was never armed', () => {
    expect(() => createFaultyWorld([]).faults.struck('entra 429')).toThrow('a fault that was armed')
  })
})
