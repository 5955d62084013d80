/** Set-up's step "How do people ask?": what each way needs, how long it usually takes, and whom it does not show. */
export const asking = {
  title: 'How do people ask?',
  about: 'Whoever asks gets a seat, as long as enough are free. Nothing of this is on before you save it.',
  ways: {
    signIn: {
      needs: 'permission to read the sign-in log, for which some directories want a paid plan',
      delay: '3 to 17 minutes after the sign-in, most of which the log itself takes',
      blind: 'whoever comes in by silent single sign-on, or with a session that still lives (up to 30 days)',
    },
    portal: {
      needs: 'Jira Service Management',
      delay: 'seconds',
      blind: 'whoever does not know the portal',
    },
    productEvents: {
      needs: 'nothing',
      delay: 'up to 3 minutes',
      blind: 'nearly everybody: without access few can act',
    },
    colleague: { needs: 'Jira Service Management', delay: 'seconds', blind: 'whoever asks nobody' },
    webTrigger: {
      needs: 'a secret, set under Settings, and something that calls the address',
      delay: 'seconds',
      blind: 'whatever the caller does not tell',
    },
  },
  wayOf: ({ needs, delay, blind }: { readonly needs: string; readonly delay: string; readonly blind: string }) =>
    `Needs ${needs}. Seen ${delay}. Does not show ${blind}.`,
  every: 'Every sign-in to any Atlassian app with these ids counts, whatever it was for.',
  without: (count: number, isCut: boolean) => {
    const who = count === 1 ? 'One person without a seat' : `${count} people without a seat`
    const where = isCut ? ', counted in the newest sign-ins only: the log is too long to be read here.' : '.'
    return `${who} signed in within the last seven days${where}`
  },
  withoutUnknown: 'How many people without a seat sign in is known after the first full run.',
  noLog: (because: string) => `The sign-in log cannot be read: ${because}`,
  appIds: 'Application ids',
  appIdsHelp: 'One per line. These applications are in the log:',
  add: (name: string) => `Add ${name}`,
  save: 'Save how people ask',
  saved: 'How people ask is saved.',
  off: 'Nothing is on',
  on: 'On',
} as const
