export const overview = {
  seats: 'Seats',
  used: 'Used',
  free: 'Free',
  reserve: 'Reserve',
  chartFree: 'Free above the reserve',
  total: 'Total',
  unlimited: 'Unlimited',
  productOf: (product: string) => `Seats of ${product}, as Jira reports them.`,
  reserveExplained: (reserve: number) =>
    reserve === 0
      ? 'No seats are kept back: the last free seat may be given.'
      : `Somebody gets a seat only while at least ${reserve} are free.`,
  chartTitle: 'How the seats are used',
  seatsUnreadable: 'Jira did not say how many seats there are. Refresh in a minute.',
  attention: 'Needs your attention',
  goTo: (tab: string) => `Go to ${tab}`,
  allWell: 'Nothing needs your attention.',
  waiting: 'Waiting list',
  nobodyTitle: 'Nobody is waiting',
  nobody: 'Whoever asks for Jira while no seat is free is listed here and gets the next free seat.',
  waitingCount: (count: string, isCut: boolean) =>
    isCut ? `The first ${count} who wait. First come, first served.` : `Waiting: ${count}. First come, first served.`,
  columns: { person: 'Person', since: 'Waiting since', told: 'Message they were given' },
  notTaken: 'The organization did not accept the membership; it is tried again.',
} as const
