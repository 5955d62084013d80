/** Every key of the key-value store, in one place. */
export const keys = {
  settings: 'settings',
  /** What the page shows of the connections: everything but the secrets. */
  connected: 'connected',
  /** Instants of the last slots of each schedule, and when the app was installed. */
  schedule: 'schedule',
  delta: 'delta',
  signIns: 'sign-ins',
  ledger: 'ledger',
  /** Counts of the last good reads and of the people linked. */
  lastGood: 'last-good',
  guard: (productKey: string) => `guard:${productKey}`,
  seat: (accountId: string) => `seat:${accountId}`,
  wake: 'inbox-wake',
  lastRun: (run: string) => `last-run:${run}`,
  held: (run: string) => `held:${run}`,
  plan: (planId: string) => `plan:${planId}`,
  planChunk: (planId: string, chunk: number) => `plan:${planId}:${chunk}`,
  /** What one batch of a plan did, until it is folded into the links; named by the batch's first action. */
  planProgress: (planId: string, from: number) => `plan:${planId}:from:${from}`,
  /** What an account had before its person left: see LeftBehind. */
  left: (accountId: string) => `left:${accountId}`,
  scan: (runId: string) => `scan:${runId}`,
  scanChunk: (runId: string, piece: string) => `scan:${runId}:${piece}`,
} as const

/** Key of the secret that holds all connections. */
export const CONNECTIONS_SECRET = 'connections'

/** Key of the secret that keeps digests from being guessed. */
export const DIGEST_SECRET = 'digest-key'
