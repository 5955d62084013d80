import { countPeople } from '../../../src/app/admin/people-counts'
import type { RunReport } from '../../../src/app/state/run-report'
import { NOW, daysAgo } from '../../support/builders'

const report = (counts: Record<string, number>): RunReport => ({
  ...{
    runId: 'r',
    outcome: 'done',
    startedAt: daysAgo(1),
    endedAt: NOW.toISOString(),
    counts,
    skips: {},
    because: null,
  },
})

describe('countPeople', () => {
  it('knows nothing before the first whole runs', () => {
    expect(new Set(Object.values(countPeople({}, null)))).toEqual(new Set([null]))
  })

  it('splits those with access into active and unused, less those whose access was just taken', () => {
    const lastGood = { people: 42_000, linked: 41_000, readAt: daysAgo(1), missed: 3 }

    expect(countPeople(lastGood, report({ holders: 15_000, dormant: 3_600, revoke: 3_500, revoked: 3_400 }))).toEqual({
      missed: 3,
      ...{ inDirectory: 42_000, provisioned: 41_000, accountsAt: daysAgo(1) },
      ...{ withAccess: 11_600, active: 11_400, dormant: 200, accessAt: NOW.toISOString() },
    })
  })

  it('takes no numbers from a sweep that was refused: it has judged nobody', () => {
    expect(countPeople({ people: 10 }, report({ holders: 15_000 }))).toMatchObject({
      ...{ inDirectory: 10, withAccess: null, active: null, dormant: null, accessAt: null },
    })
  })
})
