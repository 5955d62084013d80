import { startScenario } from '../../support/scenario'

/** Two virtual days take a few seconds, longer on a machine that is busy. */
jest.setTimeout(60_000)

const isInvitation = ({ url }: { readonly url: URL }): boolean => url.pathname.endsWith('/users/invite')

describe('invitations (experimental)', () => {
  it('make accounts without access, nobody invited twice when killed half-way or refused in part', async () => {
    const scenario = await startScenario({ settings: { target: 'invite', experimentalInvite: true } })
    const { company, host, site, tenant } = scenario
    const people = Array.from({ length: 40 }, (_, index) => company.person(`Newcomer ${index}`))
    const blocked = company.person('Bea')
    tenant.updateUser(blocked.userId, { mail: 'bea@blocked.example' })
    site.blockDomain('blocked.example')
    const invited: string[] = []
    host.onRequest((_, request) => {
      if (isInvitation(request)) invited.push(...(JSON.parse(request.body!) as { emails: string[] }).emails)
    })
    let calls = 0
    host.addInterceptor((_, request) => {
      if (isInvitation(request)) calls += 1
      return isInvitation(request) && calls === 1 ? 'kill-after' : undefined
    })

    await scenario.runFor('51h')

    expect(people.map((one) => company.accountOf(one).status)).toEqual(Array(40).fill('active'))
    expect(people.flatMap((one) => [...company.accountOf(one).groupIds])).toEqual([])
    expect(site.findByEmail('bea@blocked.example')).toBeUndefined()
    const others = invited.filter((email) => email !== 'bea@blocked.example')
    expect(new Set(others).size).toBe(40)
    expect(others).toHaveLength(40)
    expect(scenario.grants()).toBe(0)
    expect(scenario.violations()).toEqual([])
  })
})
