import { spoilRows } from '../../../sandbox/faults/odd-rows'

const ofAda = (text: string): boolean => text.includes('ada')
const ada = { accountId: 'ada', groups: [], productAccess: [{ id: 'a', key: 'jira' }, { id: 'b' }] }
const bob = { ...ada, accountId: 'bob' }
const spoil = (field: string, value: string | null | undefined, body: unknown, names: typeof ofAda | null = ofAda) => {
  let changed = 0
  const fault = { type: 'row', field, value } as const
  const reply = spoilRows(fault, names, { status: 200, body: JSON.stringify(body) }, () => (changed += 1))
  return { body: JSON.parse(reply.body) as unknown, changed }
}

describe('odd rows', () => {
  it('lack a field, or have null or a text in it, of one person only', () => {
    const { groups: _, ...rest } = ada

    expect(spoil('groups', undefined, { data: [ada, bob] })).toEqual({ body: { data: [rest, bob] }, changed: 1 })
    expect(spoil('groups', null, { data: [ada, bob] }).body).toEqual({ data: [{ ...ada, groups: null }, bob] })
    expect(spoil('groups', 'x', { data: [ada, bob] }, null).changed).toBe(2)
  })

  it('are spoilt within the entries of a list, and where one person is the whole reply', () => {
    const spoilt = { ...ada, productAccess: [{ key: 'jira' }, {}] }

    expect(spoil('productAccess.id', undefined, { data: [ada] }).body).toEqual({ data: [spoilt] })
    expect(spoil('productAccess.id', undefined, ada).body).toEqual(spoilt)
    expect(spoil('id', null, { value: [{ id: 'ada’s group' }] }).changed).toBe(0)
  })
})
