import { previewedJobs } from '../../../static/admin/settings/draft'

describe('previewedJobs', () => {
  it.each<[string[], string[]]>([
    [['requiredGroupIds', 'leavers.deleted.account'], ['provision']],
    [['graceDays'], ['sweep']],
    [['products'], ['provision', 'sweep']],
    [
      ['scope.enabledOnly', 'graceDays'],
      ['provision', 'sweep'],
    ],
    [['schedules.sweep', 'signals.portal', 'refusalMessage'], []],
    [[], []],
  ])('of %p are %p', (changed, jobs) => {
    expect(previewedJobs(changed)).toEqual(jobs)
  })
})
