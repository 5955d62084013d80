import { flag } from './parts'
import { NONE, row, section } from './row'

export const approvals = section({
  title: 'Approvals',
  about: 'Who may approve a plan that waits, and accept the new size of a source.',
  previews: NONE,
  rows: {
    fourEyes: row(flag, {
      default: false,
      label: 'Four eyes for approvals',
      help:
        'Whoever started a run, or changed what it goes by since the last run that was carried out, cannot approve its plan: ' +
        'another Jira administrator does. Switching this off does not free you for a plan that waits, nor before the next run is carried out.',
    }),
  },
})
