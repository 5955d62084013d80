import { hintsOf } from '../directory'

export const trigger = {
  unknown: 'The web trigger could not be looked up',
  address: 'Address of the web trigger',
  noSecret: 'No secret is set: every call is refused.',
  secretSet: (kind: string, instant: string) => `${kind}, set ${instant}. It is never shown again.`,
  kinds: { shared: 'A shared secret', hmac: 'A signing secret' },
  kindChoices: [
    { label: 'Shared: sent in the header Authorization', value: 'shared' },
    { label: 'Signature: X-Signature is the HMAC-SHA-256 of the body', value: 'hmac' },
  ],
  kind: 'Kind of secret',
  kindHelp: hintsOf('signal-secret').join(' '),
  secret: 'Secret',
  secretHelp: 'At least 24 characters: it lets whoever has it ask for seats. It takes effect as soon as you set it.',
  set: 'Set secret',
  change: 'Replace secret',
  forget: 'Forget secret',
  saved: 'The secret of the web trigger is set.',
  forgotten: 'The secret is forgotten. Every call is refused.',
} as const
