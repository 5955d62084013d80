/** The configuration as text, and what unsaved settings would change. */
export const configuration = {
  title: 'Export and import',
  exportTitle: 'Export',
  exportAbout: 'The whole configuration without secrets, to keep it or to set up another site like this one.',
  show: 'Show the configuration',
  exported: 'The configuration is shown below. Copy all of it.',
  importTitle: 'Import',
  importAbout:
    'Replaces all settings by those of the text, all together or not at all. Jobs stay as they are: an import never arms one. Credentials are entered under Set-up.',
  text: 'Exported configuration',
  textHelp: 'Paste all of it. Nothing is saved before you have seen what would change.',
  look: 'What would this change?',
  apply: (count: number) => `Apply ${count === 1 ? 'one change' : `${count} changes`}`,
  imported: 'The configuration is imported.',
  same: 'Nothing would change: the settings are already so.',
  changes: (count: number) => (count === 1 ? 'One setting would change' : `${count} settings would change`),
  nothing: 'nothing',
} as const

export const preview = {
  ask: 'What would this change?',
  atOnce: 'There are unsaved changes. No run looks at them: they count as soon as they are saved.',
  title: (job: string) => `${job} with these settings`,
  running: 'Looking, nothing is changed …',
  failed: 'It could not be found out. Try again in a minute.',
  freed: (product: string, seats: string) => `Seats freed in ${product}: ${seats}`,
  cost: (amount: string, currency: string, period: string) =>
    `Worth a month: ${amount} ${currency}${period === 'monthly' ? ', saved from the next billing period on' : ', saved when the plan is renewed'}`,
  aboveLimit: 'That is more than the removal limit: nobody would be removed before an administrator approves the plan.',
  everyoneTitle: 'Is everyone in scope?',
  everyone: (count: string) =>
    `No group is required. ${count} people would be in scope, and each gets an Atlassian account without access.`,
  everyoneUnknown: 'No group is required: everyone in the directory would be in scope. They are counted first.',
} as const
