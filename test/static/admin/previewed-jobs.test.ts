import { previewedJobs } from '../../../static/admin/settings/previewed-jobs'
import type { SettingName } from '../../../static/admin/settings/draft'

describe('previewedJobs', () => {
  it.each<[SettingName[], string[]]>([
    [['requiredGroupIds', 'leavers'], ['provision']],
    [['graceDays'], ['sweep']],
    [['products'], ['provision', 'sweep']],
    [
      ['scope', 'graceDays'],
      ['provision', 'sweep'],
    ],
    [['schedules', 'signals', 'refusalMessage'], []],
    [[], []],
  ])('of %p are %p', (changed, jobs) => {
    expect(previewedJobs(changed)).toEqual(jobs)
  })
})
