import { createRequestInterceptor } from '../../../sandbox/faults/request-faults'
import { parseFault } from '../../../sandbox/faults/parse-fault'
import { createTiming } from '../../../sandbox/faults/timing'
import type { Alteration, Service } from '../../../sandbox/service'
import type { Body } from '../remote-world'
import { createRemoteWorld } from '../remote-world'

/** A world of five people whose services answer through a fault. */
function createFaultyWorld(line: string) {
  const world = createRemoteWorld({ seats: null })
  for (const name of ['Ada', 'Ben', 'Cleo', 'Dan', 'Eva']) {
    world.colleague(name)
    world.person(name)
  }
  const fault = parseFault(line)
  if (fault.target !== 'request') throw new Error('Expected a fault of requests.')
  const intercept = createRequestInterceptor(
    world.clock,
    fault,
    null,
    createTiming(world.clock, fault.when),
    () => undefined,
  )
  const wrap = (service: Service): Service => ({
    ...service,
    handle: (request) => {
      const alteration = intercept(service.name, request) as Alteration | undefined
      return alteration === undefined ? service.handle(request) : alteration.alter(service.handle(request))
    },
  })
  const token = world.askToken().body.access_token as string
  const [entra, organization] = [wrap(world.entra), wrap(world.organization)]
  return {
    /** @returns names on the page, and the link to the next one */
    graphPage: (link: string | null): { names: string[]; next: string | null } => {
      const url = link ?? 'https://graph.microsoft.com/v1.0/users?$select=displayName&$top=1'
      const { body } = world.send(entra, 'GET', url, { headers: { authorization: `Bearer ${token}` } })
      return { names: body.value.map(({ displayName }: Body) => displayName), next: body['@odata.nextLink'] ?? null }
    },
    orgPage: (cursor: string | null): { names: string[]; next: string | null } => {
      const { orgId, directoryId, orgApiKey } = world.site
      const url = `https://api.atlassian.com/admin/v2/orgs/${orgId}/directories/${directoryId}/users/search`
      const body = { limit: 1, ...(cursor === null ? {} : { cursor }) }
      const reply = world.send(organization, 'POST', url, { body, headers: { authorization: `Bearer ${orgApiKey}` } })
      return { names: reply.body.data.map(({ name }: Body) => name), next: reply.body.links.next }
    },
  }
}

function follow(page: (cursor: string | null) => { names: string[]; next: string | null }, pages: number): string[] {
  const seen: string[] = []
  let cursor: string | null = null
  for (let count = 0; count < pages; count += 1) {
    const { names, next } = page(cursor)
    seen.push(...names)
    cursor = next
  }
  return seen
}

describe('a page that comes again', () => {
  it.each([
    ['entra repeated-cursor', ['Ada', 'Ben', 'Ben', 'Ben', 'Ben']],
    ['entra cycling-cursor', ['Ada', 'Ben', 'Cleo', 'Ben', 'Cleo']],
  ])('"%s" in a list of Graph', (line, expected) => {
    expect(follow(createFaultyWorld(line).graphPage, 5)).toEqual(expected)
  })

  it.each([
    ['organization repeated-cursor', ['Ada Admin', 'Ada', 'Ada', 'Ada', 'Ada']],
    ['organization cycling-cursor', ['Ada Admin', 'Ada', 'Ben', 'Ada', 'Ben']],
  ])('"%s" in a list of the organization', (line, expected) => {
    expect(follow(createFaultyWorld(line).orgPage, 5)).toEqual(expected)
  })
})
