/** The part of the directory's suite about when people signed in. */
import type { Span } from '../../../src/ports'
import { ADA, BEN, CID, NOBODY } from './directory-harness'
import type { DirectoryHarness, NewPerson } from './directory-harness'

/** @param world of the test that runs @param addAll @returns the object ids */
export function describeSignIns(
  world: () => DirectoryHarness,
  addAll: (...people: readonly NewPerson[]) => string[],
): void {
  const spanFrom = (since: Date): Span => ({ since: since.toISOString(), until: world().now().toISOString() })

  describe('sign-ins', () => {
    it('are those to the named applications, since then', async () => {
      const [ada, ben] = addAll(ADA, BEN)
      world().signIn(ben!, world().appId)
      await world().settle()
      const since = new Date(world().now().getTime() + 1_000)
      await world().settle()
      world().signIn(ada!, world().appId)
      world().signIn(ben!, world().otherAppId)
      await world().settle()

      const { rows } = await world().directory.readSignIns(spanFrom(since), [world().appId])

      expect(rows.map(({ objectId }) => objectId)).toEqual([ada])
      expect(Date.parse(rows[0]!.at)).toBeGreaterThanOrEqual(since.getTime())
      expect(rows[0]!.id.length).toBeGreaterThanOrEqual(12)
    })

    it('are rows of their own, newest first', async () => {
      const [ada, ben] = addAll(ADA, BEN)
      const since = world().now()
      world().signIn(ada!, world().appId)
      await world().settle()
      world().signIn(ben!, world().appId)
      await world().settle()

      const { rows } = await world().directory.readSignIns(spanFrom(since), [world().appId])

      expect(rows.map(({ objectId }) => objectId)).toEqual([ben, ada])
      expect(new Set(rows.map(({ id }) => id.slice(-12))).size).toBe(2)
    })

    it('are none without an application', async () => {
      const [ada] = addAll(ADA)
      const since = world().now()
      world().signIn(ada!, world().appId)
      await world().settle()

      expect(await world().directory.readSignIns(spanFrom(since), [])).toEqual({ rows: [], unread: null })
    })
  })

  describe('the last sign-in of one person', () => {
    it('is the newest, whatever it was to', async () => {
      const [ada, ben] = addAll(ADA, BEN)
      world().signIn(ada!, world().appId)
      await world().nextDay()
      const before = world().now().getTime()
      world().signIn(ada!, world().otherAppId)
      world().signIn(ben!, world().appId)
      await world().nextDay()

      const last = await world().directory.readLastSignIn(ada!)

      expect(last).toEqual({ at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/), isAttempt: false })
      // Some directories write whole seconds.
      expect(Math.abs(Date.parse(last!.at) - before)).toBeLessThan(1_000)
    })

    it('is not known of anybody who never signed in, in whatever way the directory writes that', async () => {
      const ids = addAll(ADA, BEN, CID, { ...CID, login: 'dan@example.com', email: 'dan@example.com' })
      await world().nextDay()

      const all = await Promise.all(ids.map((id) => world().directory.readLastSignIn(id)))

      expect(all).toEqual([null, null, null, null])
    })

    it('is not known of who is not there', async () => {
      const [ada] = addAll(ADA, BEN)
      world().signIn(ada!, world().appId)
      await world().nextDay()
      world().remove(ada!)

      expect(await world().directory.readLastSignIn(ada!)).toBeNull()
      expect(await world().directory.readLastSignIn(NOBODY)).toBeNull()
    })
  })
}
