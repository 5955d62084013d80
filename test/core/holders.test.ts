import { createHolderCollector } from '../../src/core/holders'
import type { HolderRules } from '../../src/core/holders'
import { NOW, account, daysAgo } from '../support/builders'

const RULES: HolderRules = {
  product: { key: 'jira-software', kind: 'jira', dormancyDays: 180 },
  accessGroupIds: ['g-jira', 'g-jira-too'],
  until: NOW,
}

describe('who holds a product', () => {
  it('is kept by id with the access groups, and in full only where dormant or unknown', () => {
    const collector = createHolderCollector(RULES, null)
    collector.add(account('Ada', { groupIds: ['g-project', 'g-jira-too'], lastSeen: daysAgo(3) }))
    collector.add(account('Ben', { groupIds: ['g-jira', 'g-jira-too'], lastSeen: daysAgo(200), name: 'Ben Idle' }))
    collector.add(account('Cleo', { lastSeen: null, addedAt: null }))

    const { groups, candidates, newest } = collector.holders()

    expect([...groups]).toEqual([
      ['a-ada', ['g-jira-too']],
      ['a-ben', ['g-jira', 'g-jira-too']],
      ['a-cleo', ['g-jira']],
    ])
    expect(candidates).toEqual([
      account('Ben', { groupIds: ['g-jira', 'g-jira-too'], lastSeen: daysAgo(200), email: '' }),
      account('Cleo', { lastSeen: null, addedAt: null, email: '' }),
    ])
    expect(newest).toBe(daysAgo(3))
  })

  it('is nobody whose account is not active', () => {
    const collector = createHolderCollector(RULES, null)
    collector.add(account('Ada', { isActive: false }))

    expect(collector.holders()).toMatchObject({ groups: new Map(), candidates: [], newest: null })
  })

  it('is judged by the last activity in this product', () => {
    const rules = { ...RULES, product: { key: 'confluence', kind: 'group' as const, dormancyDays: 60 } }
    const collector = createHolderCollector(rules, null)
    collector.add(account('Ada', { seenIn: { confluence: daysAgo(70) } }))
    collector.add(account('Ben', { lastSeen: daysAgo(300), seenIn: { confluence: daysAgo(50) } }))

    const { candidates, newest } = collector.holders()

    expect(candidates).toMatchObject([{ accountId: 'a-ada', lastSeen: daysAgo(70), seenInJira: daysAgo(1) }])
    expect(newest).toBe(daysAgo(50))
  })

  it('is fresh by activity at this site, and by any where no site is ever told', () => {
    const collector = createHolderCollector(RULES, null)
    const nowhere = { sites: ['jira'] }
    collector.add(account('Ada', { lastSeen: daysAgo(1), gaps: nowhere }))
    expect(collector.holders().newest).toBe(daysAgo(1))

    collector.add(account('Ben', { lastSeen: daysAgo(9) }))
    expect(collector.holders().newest).toBe(daysAgo(9))
  })

  it('is the same after a pause at any place, also as text', () => {
    const listed = [
      account('Ada', { lastSeen: daysAgo(200) }),
      account('Ben', { groupIds: ['g-jira-too'] }),
      account('Ada', { lastSeen: daysAgo(1) }),
      account('Cleo', { lastSeen: daysAgo(400), gaps: { sites: ['jira'] } }),
    ]
    const whole = createHolderCollector(RULES, null)
    for (const one of listed) whole.add(one)

    for (let pause = 0; pause <= listed.length; pause += 1) {
      const first = createHolderCollector(RULES, null)
      for (const one of listed.slice(0, pause)) first.add(one)
      const second = createHolderCollector(RULES, JSON.parse(JSON.stringify(first.state())))
      for (const one of listed.slice(pause)) second.add(one)
      expect({ pause, ...second.state() }).toEqual({ pause, ...whole.state() })
    }
    expect(whole.holders().candidates.map(({ accountId }) => accountId)).toEqual(['a-cleo'])
  })
})
