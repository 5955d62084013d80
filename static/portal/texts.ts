/** Every word of the portal page. */
export const portal = {
  title: 'Jira access',
  loading: 'Looking up your access to Jira …',
  ask: 'Ask for access',
  askAgain: 'Ask again',
  refresh: 'Look again',
  failed: 'That did not work. This page tries again by itself.',
  none: {
    title: 'You have no access to Jira yet',
    text: 'Ask for it here. If a seat is free you get it within a minute; if not, you are told so and wait your turn.',
  },
  asked: { title: 'You have asked for access', text: 'The answer is here within a minute.' },
  busy: {
    title: 'Many people are asking at the moment',
    text: 'Nothing is lost, and you need not do anything: leave this page open, it goes on by itself.',
  },
  delayed: {
    title: 'Your access could not be given yet',
    text: 'It is tried again by itself. You need not ask again.',
  },
  waiting: {
    title: 'You are on the waiting list',
    text: 'You get access by itself as soon as a seat is free. You need not ask again.',
  },
  granted: { title: 'You have access to Jira', text: 'Open Jira to begin. It may take a minute until it lets you in.' },
  refused: { title: 'You cannot get access' },
  'too-often': {
    title: 'You have asked very often',
    text: 'Nothing was looked up this time. Please look again in a minute; who has asked ten times within an hour, in an hour.',
  },
  off: { title: 'Asking here is switched off', text: 'Please ask your Jira administrator for access.' },
  'cannot-ask': {
    title: 'This account cannot get access to Jira',
    text: 'Sign in with the account of your company, or ask your Jira administrator.',
  },
} as const

/** For who has access and asks for somebody else. */
export const colleague = {
  title: 'Ask for a colleague',
  about: 'Somebody you work with needs Jira? Ask for them. At most five requests a day.',
  who: 'Colleague',
  ask: 'Ask for this colleague',
  failed: 'That did not work. Please try again in a minute.',
  answers: {
    'cannot-ask': 'Only who has access to Jira can ask for somebody else.',
    off: 'Asking for a colleague is switched off. Please ask your Jira administrator.',
    elsewhere:
      'Your colleague has no account on this site yet. It is made in one of the next nights; ask again after that.',
    'not-a-person': 'This account cannot get access to Jira. Choose the account of a colleague in your company.',
    holds: 'Your colleague has access to Jira already.',
    'too-often': 'You have asked very often. Please go on in an hour.',
    limit: 'You have asked for five people today. Please go on tomorrow, or ask your Jira administrator.',
    asked:
      'You have asked for your colleague. If a seat is free they get it within a minute; if not, they wait their turn.',
  },
} as const

/** Why nobody gets a seat by asking, in the words of the person who asked. */
export const reasons: Readonly<Record<string, string>> = {
  'no-account': 'Your account is not active, or one of a customer of the portal. Please ask your Jira administrator.',
  elsewhere:
    'You have no account on this site yet. It is made in one of the next nights; please ask again after that, or ask your Jira administrator.',
  'not-in-directory': 'Your account is not known in the directory of your company.',
  disabled: 'Your account is disabled in the directory of your company.',
  'not-in-scope': 'Access to Jira is not meant for your part of the company. Please ask your Jira administrator.',
  'access-exempt': 'Your Jira administrator has decided that this account gets no access.',
}
/** Why a seat could not be given yet, though there may be one. */
export const delays: Readonly<Record<string, string>> = {
  'not-found': 'Atlassian does not know your account yet.',
  unavailable: 'A service that is needed did not answer.',
  throttled: 'A service that is needed wants to be asked later.',
  'bad-response': 'A service that is needed did not answer as it should.',
}
export const otherDelay = 'Atlassian did not take your account into the group. Your Jira administrator sees the reason.'
export const otherReason = 'Please ask your Jira administrator.'
