import type { Interception } from '../../../sandbox/service'
import { lastRun, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

const isInvitation = ({ url }: { readonly url: URL }): boolean => url.pathname.endsWith('/users/invite')

/** Every address that a call for an invitation named. */
function watchInvitations({ host }: Scenario): readonly string[] {
  const asked: string[] = []
  host.onRequest((_, request) => {
    if (isInvitation(request)) asked.push(...(JSON.parse(request.body!) as { emails: string[] }).emails)
  })
  return asked
}

describe('invitations (experimental)', () => {
  it('make accounts without access, nobody invited twice when killed half-way or refused in part', async () => {
    const scenario = await startScenario({ settings: { target: 'invite', experimentalInvite: true } })
    const { company, host, site, tenant } = scenario
    const people = Array.from({ length: 40 }, (_, index) => company.person(`Newcomer ${index}`))
    const blocked = company.person('Bea')
    tenant.updateUser(blocked.userId, { mail: 'bea@blocked.example' })
    site.blockDomain('blocked.example')
    const invited = watchInvitations(scenario)
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
  it('reach everybody but the one whose address is none, each once', async () => {
    const scenario = await startScenario({ settings: { target: 'invite', experimentalInvite: true } })
    const { company, site, tenant } = scenario
    const people = Array.from({ length: 24 }, (_, index) => company.person(`Newcomer ${index}`))
    tenant.updateUser(company.person('Bea').userId, { mail: 'bea@localhost' })
    const created: string[] = []
    site.onChange((change) => void (change.kind === 'account-created' && created.push(change.accountId)))

    await scenario.runFor('3h')

    expect(people.map((one) => company.accountOf(one).status)).toEqual(Array(24).fill('active'))
    expect(created).toHaveLength(24)
    expect(await lastRun(scenario, 'provision')).toMatchObject({ counts: { invited: 24, 'address-refused': 1 } })
    expect(scenario.violations()).toEqual([])
  })

  // Where the directory shows the new account late, or never, only the note stands between a person and a second invitation.
  it.each<[string, Interception]>([
    ['between the note and the call', 'kill'],
    ['right after the call', 'kill-after'],
  ])('are sent once for each address when the app is killed %s and no account shows', async (_, interception) => {
    const scenario = await startScenario({ settings: { target: 'invite', experimentalInvite: true } })
    const { company, host } = scenario
    const people = Array.from({ length: 30 }, (__, index) => company.person(`Newcomer ${index}`))
    const arrived: string[] = []
    let calls = 0
    host.addInterceptor((___, request) => {
      if (request.url.pathname.endsWith('/users/search'))
        return { alter: (reply) => ({ ...reply, body: JSON.stringify(withoutNewcomers(JSON.parse(reply.body))) }) }
      if (request.url.pathname.endsWith('/users/count'))
        return { alter: (reply) => ({ ...reply, body: JSON.stringify({ count: 1 }) }) }
      if (!isInvitation(request)) return undefined
      calls += 1
      const isKilled = calls === 1
      if (!isKilled || interception === 'kill-after')
        arrived.push(...(JSON.parse(request.body!) as { emails: string[] }).emails)
      return isKilled ? interception : undefined
    })

    // Two nights: an invitation that came to nothing is repeated after three days.
    await scenario.runFor('30h')

    const expected = interception === 'kill' ? 5 : 30
    expect(arrived).toHaveLength(expected)
    expect(new Set(arrived).size).toBe(expected)
    await scenario.runFor('72h')
    if (interception === 'kill') expect(new Set(arrived).size).toBe(people.length)
  })
})

function withoutNewcomers(body: { data: { email?: string }[] }): object {
  return { ...body, data: body.data.filter(({ email }) => email?.startsWith('newcomer') !== true) }
}
