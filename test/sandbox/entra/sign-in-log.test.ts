import type { RemoteWorld } from '../remote-world'
import { createRemoteWorld, DAY, MINUTE, readGraphList, SECOND } from '../remote-world'

describe('the sign-in log', () => {
  const path = ({ tenant }: RemoteWorld, since: string) =>
    `/auditLogs/signIns?$filter=${encodeURIComponent(`appId eq '${tenant.atlassianAppId}' and createdDateTime ge ${since} and status/errorCode eq 0`)}`

  it('shows a sign-in 2 to 15 minutes later, newest first, of the application asked for', async () => {
    const world = createRemoteWorld()
    const [ada, ben] = ['Ada', 'Ben'].map(world.colleague)
    world.tenant.recordSignIn(ada!.id)
    await world.wait(MINUTE + 59 * SECOND)
    world.tenant.recordSignIn(ben!.id)
    world.tenant.recordSignIn(ben!.id, 'another-app')
    const early = readGraphList(world, path(world, '2026-01-05T00:00:00Z')).values

    await world.wait(15 * MINUTE)
    const late = readGraphList(world, `${path(world, '2026-01-05T00:00:00Z')}&$top=1`).values

    expect(early).toEqual([])
    expect(late.map(({ userId }) => userId)).toEqual([ben!.id, ada!.id])
    expect(readGraphList(world, path(world, '2026-01-05T00:00:01Z')).values.map(({ userId }) => userId)).toEqual([
      ben!.id,
    ])
  })

  it('tells the first delivery of a row, once', async () => {
    const world = createRemoteWorld()
    const delivered: unknown[] = []
    world.tenant.onSignInDelivered((delivery) => delivered.push(delivery))
    const ada = world.colleague('Ada')
    const signedInAt = world.clock.now()
    world.tenant.recordSignIn(ada.id)

    await world.wait(15 * MINUTE)
    readGraphList(world, path(world, '2026-01-05T00:00:00Z'))
    readGraphList(world, path(world, '2026-01-05T00:00:00Z'))

    expect(delivered).toEqual([{ at: world.clock.now(), userId: ada.id, signedInAt, visibleAt: expect.any(Number) }])
  })

  it('forgets after 30 days, and allows five requests in ten seconds', async () => {
    const world = createRemoteWorld()
    world.tenant.recordSignIn(world.colleague('Ada').id)
    await world.wait(30 * DAY + SECOND)

    const answers = Array.from({ length: 6 }, () => world.askGraph('GET', path(world, '2026-01-01T00:00:00Z')))

    expect(answers[0]!.body.value).toEqual([])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
  })
})
