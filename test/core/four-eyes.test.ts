import {
  checkApprover,
  describeMaking,
  jobsChangedBy,
  noteChange,
  noteStart,
  settleMakers,
} from '../../src/core/four-eyes'
import { NOW } from '../support/builders'

const after = (seconds: number): string => new Date(NOW.getTime() + seconds * 1_000).toISOString()

describe('jobsChangedBy', () => {
  it.each([
    ['graceDays', ['sweep']],
    ['scope.enabledOnly', ['provision']],
    ['products[jira-software].dormancyDays', ['provision', 'sweep']],
    ['schedules.sweep', ['provision', 'sweep']],
    ['fourEyes', ['provision', 'sweep']],
    ['waitingDays', []],
  ])('%s: %j', (place, jobs) => {
    expect(jobsChangedBy([place])).toEqual(jobs)
  })
})

describe('settleMakers', () => {
  const makers = noteStart(noteChange({}, 'ada', NOW, true), 'ben', 'run-1')

  it('forgets what the run has used up', () => {
    expect(settleMakers(makers, 'run-1', after(61))).toEqual({})
  })

  it('keeps what may have come too late for it, and who has started another run', () => {
    expect(settleMakers(makers, 'run-2', after(60))).toEqual(makers)
  })
})

describe('checkApprover', () => {
  const making = describeMaking(noteStart(noteStart({}, 'ada', 'run-1'), 'ben', 'run-2'), 'run-1', true)

  it('refuses the makers of this run only, and says who may', () => {
    expect(checkApprover(making, false, 'ada')).toMatch(/Every other Jira administrator may approve it\.$/)
    expect(checkApprover(making, false, 'ben')).toBeNull()
    expect(checkApprover({ ...making, makers: ['ada', 'ben'] }, true, 'ada')).toMatch(/but for ben\.$/)
  })

  it('refuses nobody while four eyes are not set, and knows nobody of older plans', () => {
    expect(checkApprover({ ...making, isForTwo: false }, false, 'ada')).toBeNull()
    expect(checkApprover({}, true, 'ada')).toBeNull()
  })
})
