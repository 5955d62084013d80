import { makePlanningInput, planAll } from './planning-company'

describe('what the planning benchmark measures', () => {
  it('is a company in which a little of everything is to be done', () => {
    const { plan } = planAll(makePlanningInput(1_000))

    const counts: Record<string, number> = {}
    for (const { type } of plan.actions) counts[type] = (counts[type] ?? 0) + 1
    // New, renamed, and who was disabled, deleted or is out of scope: ten of each.
    expect(counts).toEqual({ create: 10, update: 10, deactivate: 30 })
    expect(plan.population).toBe(990)
  })
})
