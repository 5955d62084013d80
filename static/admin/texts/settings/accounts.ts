export const accounts = {
  cleanup: 'Cleanup behaviour',
  cleanupAbout:
    'For each way to leave. "Disable" takes access away first, then makes the account unusable. Who comes back gets the account and its groups back; access has to be asked for.',
} as const
