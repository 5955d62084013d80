import { entra } from '../../../../src/adapters/directories/entra'
import { pickLastSignIn } from '../../../../src/adapters/directories/entra/sign-ins'
import type { SignInActivity } from '../../../../src/adapters/directories/entra/sign-ins'
import { createHttp } from '../../../../src/adapters/http'
import { createRemoteWorld } from '../../../sandbox/remote-world'
import { NOW, daysAgo } from '../../../support/builders'
import { createRemote } from '../../../support/remote-fetch'

const YEAR_1 = '0001-01-01T00:00:00Z'
const DAY_AFTER_TOMORROW = new Date(NOW.getTime() + 2 * 86_400_000).toISOString()

function activity(successful: unknown, interactive?: unknown, nonInteractive?: unknown): SignInActivity {
  return {
    lastSuccessfulSignInDateTime: successful,
    lastSignInDateTime: interactive,
    lastNonInteractiveSignInDateTime: nonInteractive,
  } as SignInActivity
}

describe('the last sign-in in what Entra writes', () => {
  it.each([
    ['no property', undefined],
    ['null', null],
    ['fields that are absent', activity(undefined)],
    ['fields that are null', activity(null, null, null)],
    ['fields that are empty', activity('', '', '')],
    ['fields of year 1', activity(YEAR_1, YEAR_1, YEAR_1)],
    ['all of the shapes at once', activity('', null, YEAR_1)],
    ['a date of a broken clock', activity(DAY_AFTER_TOMORROW)],
  ])('is not known of %s', (_, written) => {
    expect(pickLastSignIn(written, NOW)).toBeNull()
  })

  it.each([
    ['the successful one', activity(daysAgo(5), daysAgo(400), YEAR_1), daysAgo(5), false],
    ['the successful one, though attempts are newer', activity(daysAgo(5), daysAgo(1), daysAgo(2)), daysAgo(5), false],
    ['else the newest attempt', activity('', daysAgo(900), daysAgo(800)), daysAgo(800), true],
    ['else the only attempt', activity(undefined, daysAgo(900), YEAR_1), daysAgo(900), true],
    [
      'an attempt, where the successful one cannot be',
      activity(DAY_AFTER_TOMORROW, daysAgo(9), null),
      daysAgo(9),
      true,
    ],
  ])('is %s', (_, written, at, isAttempt) => {
    expect(pickLastSignIn(written, NOW)).toEqual({ at, isAttempt })
  })
})

describe('readLastSignIn of Entra', () => {
  function createDirectory() {
    const world = createRemoteWorld()
    const remote = createRemote([world.entra])
    const { tenantId, clientId, clientSecret } = world.tenant
    const now = (): Date => new Date(world.clock.now())
    const { fetch, budget } = remote
    const directory = entra.connect({ fetch, budget, now }, { tenantId, clientId, clientSecret })
    return { ...world, remote, directory, ada: world.colleague('Ada') }
  }

  const asksFor = ({ remote, ada }: ReturnType<typeof createDirectory>): number =>
    remote.sent.filter((line) => line === `GET /v1.0/users/${ada.id}`).length

  it('asks Entra of object ids only: of anything else Graph refuses to tell', async () => {
    const world = createDirectory()

    expect(await world.directory.readLastSignIn('ada@example.com')).toBeNull()
    expect(world.remote.sent).toEqual([])
  })

  it('tells a permission that is missing from a licence that is missing', async () => {
    const world = createDirectory()
    world.tenant.setConsentedRoles(['User.Read.All'])
    await expect(world.directory.readLastSignIn(world.ada.id)).rejects.toMatchObject({ code: 'permission-missing' })

    world.tenant.setPremium(false)

    await expect(world.directory.readLastSignIn(world.ada.id)).rejects.toMatchObject({ code: 'no-premium' })
    expect(world.entra.violations).toEqual([])
  })

  it('asks once and never waits when the ten requests of the minute are spent', async () => {
    const world = createDirectory()
    for (let count = 0; count < 10; count += 1) await world.directory.readLastSignIn(world.ada.id)
    const before = asksFor(world)

    await expect(world.directory.readLastSignIn(world.ada.id)).rejects.toMatchObject({ code: 'throttled' })

    expect(asksFor(world)).toBe(before + 1)
  })

  it('gives up on a service that does not answer', async () => {
    const silent = createHttp(() => new Promise(() => {}), { timeLeftMs: () => 25_000 })

    const answer = silent.send({ method: 'GET', url: 'https://graph.microsoft.com/v1.0', headers: {}, patienceMs: 5 })

    await expect(answer).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('in time') })
  })

  it('asks once when the service is down', async () => {
    const world = createDirectory()
    world.remote.answer = (url) => (url.pathname.includes('/users/') ? { status: 503, body: '' } : undefined)

    await expect(world.directory.readLastSignIn(world.ada.id)).rejects.toMatchObject({ code: 'unavailable' })

    expect(asksFor(world)).toBe(1)
  })
})
