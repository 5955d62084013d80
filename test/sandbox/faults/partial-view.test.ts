import { createPartialView } from '../../../sandbox/faults/partial-view'
import type { ServiceReply, ServiceRequest } from '../../../sandbox/service'

const request = (path: string, method = 'GET') =>
  ({ method, url: new URL(`https://graph.example.com${path}`), headers: {}, body: null }) as unknown as ServiceRequest
const reply = (body: unknown): ServiceReply => ({ status: 200, body: JSON.stringify(body) })
const idsOf = ({ body }: ServiceReply) => (JSON.parse(body) as { value: { id: string }[] }).value.map(({ id }) => id)
const people = Array.from({ length: 10 }, (_, index) => ({ id: `p${index}`, displayName: `P ${index}` }))

describe('a partial view', () => {
  it('shows so many people of a list, and always the same ones', () => {
    const show = createPartialView(0.4)
    const list = () => idsOf(show(request('/v1.0/users'), reply({ value: people })))

    const first = list()

    expect(first).toHaveLength(4)
    expect(list()).toEqual(first)
  })

  it('knows nothing of the others, alone or in a batch', () => {
    const show = createPartialView(0.4)
    const shown = idsOf(show(request('/v1.0/users'), reply({ value: people })))
    const hidden = people.find(({ id }) => !shown.includes(id))!

    const responses = [people.find(({ id }) => id === shown[0])!, hidden].map((body) => ({ status: 200, body }))
    const batch = JSON.parse(show(request('/v1.0/$batch', 'POST'), reply({ responses })).body) as {
      responses: { status: number }[]
    }

    expect(show(request(`/v1.0/users/${hidden.id}`), reply(hidden)).status).toBe(404)
    expect(batch.responses.map(({ status }) => status)).toEqual([200, 404])
  })

  it('leaves alone what does not tell of people', () => {
    const groups = reply({ value: [{ id: 'g1' }, { id: 'g2' }] })

    expect(createPartialView(0.1)(request('/v1.0/groups'), groups)).toEqual(groups)
  })
})
