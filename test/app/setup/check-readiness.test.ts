import { keys } from '../../support/keys'
import { checkReadiness } from '../../../src/app/setup/check-readiness'
import { saveConnection } from '../../../src/app/setup/connection-parts'
import { AppError } from '../../../src/core/errors'
import type { Ports } from '../../../src/ports'
import { NOW, SIGNALS } from '../../support/builders'
import { createUnconnected } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

/** Nothing of this takes as long as the deadline of a check. */
function patient({ ports }: FakeWorld): Ports {
  return { ...ports, clock: { ...ports.clock, sleep: () => new Promise(() => undefined) } }
}

async function connected(settings: Parameters<typeof createUnconnected>[0] = {}): Promise<FakeWorld> {
  const world = await createUnconnected(settings)
  const organization = { orgId: 'o', directoryId: 'd', apiKey: 'k', apiKeyExpires: '2027-01-31', groupIds: ['g-jira'] }
  const entra = { tenantId: 't', clientId: 'c', clientSecret: 'x' }
  await saveConnection(
    world.ports,
    { part: 'directory', kind: 'entra', values: entra, expires: '2028-01-31' },
    'a-boss',
  )
  await saveConnection(world.ports, { part: 'organization', values: organization }, 'a-boss')
  world.kvs.set(keys.lastTick, NOW.toISOString())
  return world
}

async function linesOf(world: FakeWorld): Promise<string[]> {
  const { lines } = await checkReadiness(patient(world))
  return lines.map(({ check, level, outcome, values }) => `${values['what'] ?? check} ${level} ${outcome}`)
}

describe('checkReadiness', () => {
  it('is all good on a site that is set up, apart from what an administrator has not looked at', async () => {
    const world = await connected()
    world.kvs.set(keys.lastGood, { readAt: NOW.toISOString() })
    world.signIns = [{ id: 'r-1', objectId: 'o-nobody', appId: 'Jira', at: NOW.toISOString() }]

    expect(await linesOf(world)).toEqual([
      'sign-in good ok',
      'users good ok',
      'groups good ok',
      'sign-ins good ok',
      'organization good ok',
      'directory-expiry good good-until',
      'organization-expiry good good-until',
      'directory-set good set',
      'organization-set good set',
      'seats good ok',
      'access-group good ok',
      'shared-group good ok',
      'activity good ok',
      'tick good seen',
      'asking good ok',
      'domains warning not-confirmed',
      'mail warning not-confirmed',
    ])
  })

  it('has nothing to correct where a service was asked too often just now', async () => {
    const world = await connected()
    world.findings.directory = [{ kind: 'entra', what: 'sign-in', outcome: 'throttled', detail: '429' }]
    world.findings.organization = [{ what: 'key', outcome: 'throttled' }]

    const lines = await linesOf(world)

    expect(lines).toEqual(expect.arrayContaining(['sign-in warning throttled', 'organization warning throttled']))
    expect(lines.filter((one) => one.includes(' bad '))).toEqual([])
  })

  it('says on a new site what is missing, and reads nothing that it cannot', async () => {
    const lines = await linesOf(await createUnconnected())

    expect(lines).toContain('directory bad not-connected')
    expect(lines).toContain('organization bad not-connected')
    expect(lines).toContain('tick warning not-seen')
  })

  it('demands the sign-ins only where they count: elsewhere they are optional', async () => {
    const signIns = (outcome: string) => ({ kind: 'entra', what: 'sign-ins', outcome, isOptional: true }) as const
    const signals = { ...SIGNALS, signIn: true, signInAppIds: ['a'] }
    const world = await connected({ signals })
    world.findings.directory = [signIns('no-premium')]

    expect(await linesOf(world)).toContain('sign-ins bad no-premium')
    const other = await connected()
    other.findings.directory = [signIns('permission-missing')]
    expect(await linesOf(other)).toContain('sign-ins good optional')
    other.findings.directory = [signIns('ok')]
    expect(await linesOf(other)).toContain('sign-ins good ok')
  })

  it('names a required group that is gone', async () => {
    const world = await connected({ requiredGroupIds: ['g-gone'] })

    const { lines } = await checkReadiness(patient(world))

    expect(lines).toContainEqual({
      check: 'required-groups',
      level: 'bad',
      outcome: 'not-found',
      values: { group: 'g-gone' },
    })
  })

  it('names an access group that only the identity provider can change', async () => {
    const world = await connected()
    world.synchronisedGroups.add('g-jira')

    expect(await linesOf(world)).toContain('access-group bad synchronised')
  })

  it('names an access group that gives more than the product', async () => {
    const world = await connected()
    world.groupRoles.set('g-jira', [{ resourceId: 'ari:cloud:platform::org/1', roles: ['atlassian/org-admin'] }])

    expect(await linesOf(world)).toContain('access-group bad gives-administration')
  })

  it('names an access group that is not among those that the app may write to', async () => {
    const world = await connected()
    const organization = { orgId: 'o', directoryId: 'd', apiKey: 'k', apiKeyExpires: '2027-01-31', groupIds: [] }
    await saveConnection(world.ports, { part: 'organization', values: organization }, 'a-boss')

    expect(await linesOf(world)).toContain('access-group bad not-listed')
  })

  it('names another product that the access group gives as well', async () => {
    const world = await connected()
    world.otherProduct = {
      readAt: NOW.toISOString(),
      productKey: 'jira-servicedesk',
      used: 1,
      total: 5,
      remaining: 4,
      accessGroupIds: ['g-jira'],
      defaultGroupIds: [],
    }

    const { lines } = await checkReadiness(patient(world))

    expect(lines).toContainEqual({
      check: 'shared-group',
      level: 'warning',
      outcome: 'shared',
      values: { product: 'jira-software', group: 'Name of g-jira', others: 'jira-servicedesk' },
    })
  })

  it('goes on with the rest when one service does not answer', async () => {
    const world = await connected()
    world.beforeCall = (name) => {
      if (name === 'readSeats') throw new AppError('unavailable', 'Jira is down.')
    }

    const lines = await linesOf(world)

    expect(lines).toContain('seats bad unreadable')
    expect(lines).toContain('organization good ok')
  })

  it('gives a service that never answers no more than its time', async () => {
    const world = await connected()
    const directories = { ...world.ports.directories, probe: () => new Promise<never>(() => undefined) }

    const { lines } = await checkReadiness({ ...world.ports, directories })

    expect(lines).toContainEqual({ check: 'directory', level: 'bad', outcome: 'no-answer', values: { detail: '' } })
  })

  it('misses the tick after an hour', async () => {
    const world = await connected()
    world.kvs.set(keys.lastTick, new Date(NOW.getTime() - 2 * 3_600_000).toISOString())

    expect(await linesOf(world)).toContain('tick bad seen')
  })
})
