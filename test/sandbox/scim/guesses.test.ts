import { eachAnswer } from '../../support/each-answer'
import type { RemoteWorld } from '../remote-world'
import { createRemoteWorld, MINUTE } from '../remote-world'

const ATLASSIAN = 'urn:scim:schemas:extension:atlassian-external:1.0'

const user = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: 'ada@example.com',
  emails: [{ value: 'ada@example.com', type: 'work', primary: true }],
  displayName: 'Ada',
  ...change,
})

const patch = (path: string, value: unknown): Record<string, unknown> => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: [{ op: 'replace', path, value }],
})

/** Ada's record, to which another client gave a title. */
function createAda({ askScim }: RemoteWorld): string {
  return askScim('POST', '/Users', user({ externalId: 'object-1', title: 'Countess' })).body.id as string
}

describe('guesses about SCIM', () => {
  eachAnswer('scim-put-omitted', (answer, guesses) => {
    it('takes or keeps what a PUT does not name', () => {
      const world = createRemoteWorld({ guesses })
      const id = createAda(world)

      const { body } = world.askScim('PUT', `/Users/${id}`, user({ department: 'Engines' }))

      expect(body).toMatchObject({ department: 'Engines', displayName: 'Ada', active: true })
      expect([body.title, body.externalId]).toEqual(
        answer === 'kept' ? ['Countess', 'object-1'] : [undefined, undefined],
      )
    })
  })

  eachAnswer('scim-patch-omitted', (answer, guesses) => {
    it('keeps or takes what a PATCH does not name', () => {
      const world = createRemoteWorld({ guesses })
      const id = createAda(world)

      const { body } = world.askScim('PATCH', `/Users/${id}`, patch('active', false))

      expect(body).toMatchObject({ active: false, displayName: 'Ada', externalId: 'object-1' })
      expect(body.title).toBe(answer === 'kept' ? 'Countess' : undefined)
    })
  })

  eachAnswer('scim-account-link', (answer, guesses) => {
    it('names the account at once, or after a minute', async () => {
      const world = createRemoteWorld({ guesses, isHeldToContracts: answer === 'always' })
      const id = createAda(world)
      const link = (): unknown => world.askScim('GET', `/Users/${id}`).body[ATLASSIAN]?.atlassianAccountId
      const { accountId } = world.site.findByEmail('ada@example.com')!

      expect(link()).toBe(answer === 'always' ? accountId : undefined)
      await world.wait(MINUTE)
      expect(link()).toBe(accountId)
    })

    it('names no account in a record whose link was cut', async () => {
      const world = createRemoteWorld({ guesses, isHeldToContracts: false })
      const id = createAda(world)
      await world.wait(MINUTE)
      world.site.setScimLinked(id, false)

      const { status, body } = world.askScim('GET', `/Users/${id}`)

      expect([status, body.userName, body[ATLASSIAN]]).toEqual([200, 'ada@example.com', undefined])
    })
  })

  eachAnswer('scim-existing-account', (answer, guesses) => {
    it('adopts the account of that address, or refuses to make another', async () => {
      const world = createRemoteWorld({ guesses })
      const { site } = world
      const { accountId } = world.person('Ada')
      site.setDirectories(accountId, [], 'admin')

      const { status, body } = world.askScim('POST', '/Users', user({ externalId: 'object-1' }))

      expect([status, body[ATLASSIAN]?.atlassianAccountId]).toEqual(
        answer === 'adopted' ? [201, accountId] : [409, undefined],
      )
      expect(site.accounts.get(accountId)!.directoryIds).toEqual(answer === 'adopted' ? [site.directoryId] : [])
    })
  })

  eachAnswer('scim-active-text', (answer, guesses) => {
    it('refuses active as a text, or reads it', () => {
      const world = createRemoteWorld({ guesses })
      const id = createAda(world)

      const { status } = world.askScim('PATCH', `/Users/${id}`, patch('active', 'False'))

      expect(status).toBe(answer === 'taken' ? 200 : 400)
      expect(world.site.findByEmail('ada@example.com')!.status).toBe(answer === 'taken' ? 'deactivated' : 'active')
    })
  })

  eachAnswer('scim-request-limit', (answer, guesses) => {
    it('refuses the eleventh request of a second, or none', () => {
      const world = createRemoteWorld({ guesses })

      const statuses = Array.from({ length: 11 }, () => world.askScim('GET', '/Users?count=1').status)

      expect(statuses.at(-1)).toBe(answer === 'none' ? 200 : 429)
      expect(statuses.slice(0, 10).every((status) => status === 200)).toBe(true)
    })
  })
})
