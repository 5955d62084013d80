export const exemptions = {
  nobody: 'Nobody is exempt by name.',
  add: 'Exempt a person',
  untilPlaceholder: 'No end',
  remove: (line: number) => `End exemption ${line}`,
} as const

export const people = {
  nobody: (list: string) => `${list}: nobody.`,
  remove: (line: number) => `Remove person ${line}`,
} as const

export const schedules = {
  checking: 'Checking …',
  next: (words: string) => `${words}. Next runs:`,
} as const
