import { API_TOKEN_SHARE, REQUESTS_PER_MINUTE } from '../../../sandbox/okta/limits'
import { MINUTE } from '../remote-world'
import { createOktaWorld } from './okta-world'

const filterOf = (expression: string): string => `/api/v1/users?filter=${encodeURIComponent(expression)}`
const idsOf = (body: { id: string }[]): string[] => body.map(({ id }) => id)

describe('the users of Okta', () => {
  it('leave out who is deactivated unless a filter asks for them', () => {
    const { ask, org, colleague } = createOktaWorld()
    const [ada, ben] = [colleague('Ada'), colleague('Ben')]
    org.setStatus(ben.id, 'DEPROVISIONED')

    expect(idsOf(ask('/api/v1/users').body)).toEqual([ada.id])
    expect(idsOf(ask(filterOf('lastUpdated ge "1970-01-01T00:00:00.000Z"')).body)).toEqual([ada.id, ben.id])
    expect(idsOf(ask(filterOf('status eq "DEPROVISIONED"')).body)).toEqual([ben.id])
  })

  it('are nowhere once they are deleted', () => {
    const { ask, tenant, colleague } = createOktaWorld()
    const ada = colleague('Ada')
    tenant.deleteUser(ada.id)

    expect(ask(filterOf(`id eq "${ada.id}"`)).body).toEqual([])
    expect(ask(`/api/v1/users/${ada.id}/groups`)).toMatchObject({ status: 404, body: { errorCode: 'E0000007' } })
  })

  it('are filtered by letter case and searched without', () => {
    const { ask, colleague } = createOktaWorld()
    const ada = colleague('Ada')

    expect(ask(filterOf('profile.email eq "ADA@example.com"')).body).toEqual([])
    expect(idsOf(ask(`/api/v1/users?search=${encodeURIComponent('profile.email eq "ADA@example.com"')}`).body)).toEqual(
      [ada.id],
    )
  })

  it('come page by page, with the way to the next one in a header', () => {
    const { ask, colleague } = createOktaWorld()
    for (let index = 0; index < 5; index += 1) colleague(`P${index}`)

    const first = ask('/api/v1/users?limit=3')
    const next = /<([^>]*)>; rel="next"/.exec(first.headers['link']!)![1]!
    const second = ask(next)

    expect([...idsOf(first.body), ...idsOf(second.body)]).toHaveLength(5)
    expect(second.headers['link']).not.toContain('rel="next"')
  })

  it.each([
    [filterOf('profile.email sw "a"'), 400, 'E0000031'],
    [filterOf('status gt "ACTIVE"'), 400, 'E0000031'],
    ['/api/v1/users?limit=201', 400, 'E0000001'],
    ['/api/v1/groups/00gAAAAAAAAAAAAAAAAA', 404, 'E0000007'],
  ])('%s is %i %s', (target, status, errorCode) => {
    expect(createOktaWorld().ask(target)).toMatchObject({ status, body: { errorCode } })
  })
})

describe('the door of Okta', () => {
  it('is closed to a wrong token', () => {
    const { ask } = createOktaWorld()

    expect(ask('/api/v1/users', 'SSWS wrong')).toMatchObject({
      status: 401,
      body: { errorCode: 'E0000011', errorSummary: 'Invalid token provided' },
    })
  })

  it('gives an API token half of what the org has, and tells when the next minute begins', async () => {
    const { ask, clock } = createOktaWorld()
    const allowed = REQUESTS_PER_MINUTE.logs * API_TOKEN_SHARE
    const logs = `/api/v1/logs?until=2026-01-05T00:00:00Z&sortOrder=DESCENDING&filter=${encodeURIComponent('eventType eq "x"')}`
    for (let index = 0; index < allowed; index += 1) expect(ask(logs).status).toBe(200)

    const refused = ask(logs)

    expect(refused).toMatchObject({ status: 429, body: { errorCode: 'E0000047' } })
    expect(refused.headers['x-rate-limit-remaining']).toBe('0')
    const waitMs = Number(refused.headers['x-rate-limit-reset']) * 1_000 - clock.now()
    expect(waitMs).toBe(MINUTE)
    await clock.runUntil(clock.now() + waitMs)
    expect(ask(logs).status).toBe(200)
  })

  it('is loud about what it does not know', () => {
    const { ask, okta } = createOktaWorld()

    expect(ask('/api/v1/apps').status).toBe(501)
    expect(okta.violations.map(({ text }) => text)).toEqual(['GET /api/v1/apps: unknown endpoint'])
  })
})
