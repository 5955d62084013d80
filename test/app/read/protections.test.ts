import { AppError } from '../../../src/core/errors'
import { acceptSourceSize } from '../../../src/app/state/accepted-sizes'
import { lookUpProtections, readProtections, saveProtections } from '../../../src/app/read/protections'
import { doubtedGroups, forgetMembers, readKnownGroups } from '../../../src/app/state/known-groups'
import { account, settings } from '../../support/builders'
import { createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

const EXEMPT = settings({ exemptGroupIds: ['g-exempt'], noAccessGroupIds: ['g-never'] })

function siteOf(members: number): FakeWorld {
  const world = createWorld({ exemptGroupIds: EXEMPT.exemptGroupIds })
  for (let index = 0; index < members; index += 1) {
    const accountId = `712020:00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
    world.accounts.set(accountId, account(`P${index}`, { accountId, groupIds: ['g-exempt'] }))
  }
  return world
}

async function remember({ ports }: FakeWorld): Promise<void> {
  await saveProtections(ports, await readProtections(ports, EXEMPT))
}

function leave(world: FakeWorld, stay: number): void {
  for (const one of [...world.accounts.values()].slice(stay))
    world.accounts.set(one.accountId, { ...one, groupIds: [] })
}

describe('groups that protect', () => {
  it('are remembered in values that the storage takes, however many members they have', async () => {
    const world = siteOf(10_000)

    await remember(world)

    const sizes = world.stored.map(({ key }) => Buffer.byteLength(JSON.stringify(world.kvs.get(key) ?? null)))
    expect(Math.max(...sizes)).toBeLessThan(240 * 1024)
    const [group] = (await readKnownGroups(world.ports.store, 'organization')).values()
    expect(group).toMatchObject({ use: 'exempt', groupId: 'g-exempt', size: 10_000 })
    expect(group!.members).toHaveLength(10_000)
  })

  it('write one record a home when nothing has changed, and one of doubts', async () => {
    const world = siteOf(8)
    const written = async (): Promise<number> => {
      world.now = new Date(world.now.getTime() + 1_000)
      const before = world.stored.length
      await remember(world)
      return world.stored.length - before
    }
    await written()
    expect(await written()).toBe(1)

    leave(world, 1)
    await written()
    expect(await written()).toBe(2)
  })

  it('keep who was in them, who has joined meanwhile, and nobody else', async () => {
    const world = siteOf(8)
    await remember(world)
    leave(world, 0)
    world.accounts.set('a-new', account('New', { groupIds: ['g-exempt'] }))
    world.accounts.set('a-other', account('Other', { groupIds: [] }))
    await remember(world)
    world.accounts.set('a-new', account('New', { groupIds: [] }))

    const { kept } = await lookUpProtections(world.ports, EXEMPT, world.accounts.values())

    expect([...kept.keys()].sort()).toEqual([...world.accounts.keys()].filter((id) => id !== 'a-other').sort())
  })

  it('protect nobody any more once they are out of the settings', async () => {
    const world = siteOf(8)
    await remember(world)
    leave(world, 0)

    const { kept } = await lookUpProtections(world.ports, settings(), world.accounts.values())
    await saveProtections(world.ports, await readProtections(world.ports, settings()))

    expect(kept.size).toBe(0)
    expect((await readKnownGroups(world.ports.store, 'organization')).size).toBe(0)
  })

  it('are known as the newest read found them, whichever is saved last', async () => {
    const world = siteOf(8)
    await remember(world)
    leave(world, 1)
    const older = await readProtections(world.ports, EXEMPT)
    world.now = new Date(world.now.getTime() + 1_000)
    for (const one of world.accounts.values()) world.accounts.set(one.accountId, { ...one, groupIds: ['g-exempt'] })
    world.accounts.set('a-new', account('New', { accountId: 'a-new', groupIds: ['g-exempt'] }))
    await remember(world)

    await saveProtections(world.ports, older)

    const [group] = (await readKnownGroups(world.ports.store, 'organization')).values()
    expect(group!.members).toContain('a-new')
    expect(await doubtedGroups.read(world.ports.store)).toEqual({})
  })

  it.each(['before', 'after'] as const)(
    'of administrators that a sweep finds outlive a full run that read %s it',
    async (when) => {
      const world = siteOf(8)
      const later = (): void => void (world.now = new Date(world.now.getTime() + 1_000))
      const admins = settings()
      const fullRun = when === 'before' ? await readProtections(world.ports, admins) : null
      later()
      const swept = await readProtections(world.ports, admins)
      later()
      const read = fullRun ?? (await readProtections(world.ports, admins))
      await saveProtections(world.ports, swept, ['g-exempt'])
      await saveProtections(world.ports, read)

      expect([...(await readKnownGroups(world.ports.store, 'organization')).keys()]).toEqual([
        'administrators group g-exempt',
      ])
    },
  )

  it('are read again only where somebody is missing in one', async () => {
    const world = siteOf(8)
    await remember(world)
    const calls: string[] = []
    world.beforeCall = (name) => calls.push(name)

    await lookUpProtections(world.ports, EXEMPT, world.accounts.values())
    expect(calls).toEqual([])

    leave(world, 7)
    expect((await lookUpProtections(world.ports, EXEMPT, world.accounts.values())).kept.size).toBe(0)
    expect(calls).toEqual(['readPage'])
  })

  it('forget closed accounts', async () => {
    const world = siteOf(3)
    await remember(world)
    const [gone] = [...world.accounts.keys()]

    await forgetMembers(world.ports.store, [gone!])

    expect(JSON.stringify([...world.kvs])).not.toContain(gone)
  })

  it('whose administration was withdrawn protect nobody', async () => {
    const world = siteOf(8)
    world.groupRoles.set('g-exempt', [{ resourceId: 'ari:cloud:platform::org/o', roles: ['atlassian/org-admin'] }])
    await saveProtections(world.ports, await readProtections(world.ports, settings()), ['g-exempt'])
    world.groupRoles.set('g-exempt', [])
    leave(world, 0)

    expect((await readProtections(world.ports, settings())).kept.size).toBe(0)
  })

  it.each(['unavailable', 'permission-missing', 'bad-response'] as const)(
    'that cannot be read (%s) keep whoever was in them, and nothing is learned of them',
    async (code) => {
      const world = siteOf(8)
      await remember(world)
      world.beforeCall = (name) => {
        if (name === 'readPage') throw new AppError(code, 'fake: no answer')
      }

      const read = await readProtections(world.ports, settings({ exemptGroupIds: ['g-exempt'] }))

      expect([...read.kept.values()]).toEqual(Array(8).fill('exempt-group'))
      expect(read.doubts).toMatchObject([{ groupId: 'g-exempt', expected: 8, got: null }])
      expect(read.groups).toMatchObject([{ groupId: 'g-exempt', size: 8 }])
    },
  )

  it('that cannot be read use up no acceptance', async () => {
    const world = siteOf(8)
    const onlyExempt = settings({ exemptGroupIds: ['g-exempt'] })
    await saveProtections(world.ports, await readProtections(world.ports, onlyExempt))
    leave(world, 1)
    await saveProtections(world.ports, await readProtections(world.ports, onlyExempt))
    await acceptSourceSize(world.ports, { source: 'exempt group g-exempt' }, 'a-boss')
    world.beforeCall = (name) => {
      if (name === 'readPage') throw new AppError('unavailable', 'fake: no answer')
    }
    await saveProtections(world.ports, await readProtections(world.ports, onlyExempt))
    const again = acceptSourceSize(world.ports, { source: 'exempt group g-exempt' }, 'a-boss')

    await expect(again).rejects.toMatchObject({ code: 'invalid-input' })
    world.beforeCall = () => undefined
    expect((await readProtections(world.ports, onlyExempt)).doubts).toEqual([])
  })

  it.each([
    ['one that was never read', true, new AppError('unavailable', 'fake: no answer')],
    ['a credential that is refused', false, new AppError('sign-in-refused', 'fake: no answer')],
  ])('stop the run because of %s', async (_, isNew, error) => {
    const world = siteOf(8)
    if (!isNew) await remember(world)
    world.beforeCall = (name) => {
      if (name === 'readPage') throw error
    }

    await expect(readProtections(world.ports, EXEMPT)).rejects.toBe(error)
  })
})
