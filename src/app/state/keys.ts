/** Every key of the key-value store, in one place. */
export const keys = {
  settings: 'settings',
  /** Which jobs may change anything. */
  armed: 'armed',
  /** What the page shows of the connections: everything but the secrets. */
  connected: 'connected',
  /** Dates of the credentials, and what an administrator has confirmed. */
  setup: 'setup',
  /** When the five-minute tick was last noted. */
  lastTick: 'last-tick',
  /** Instants of the last slots of each schedule, and when the app was installed. */
  schedule: 'schedule',
  delta: 'delta',
  /** Where a source that is polled was left, and since when it cannot be read. */
  poll: (source: string) => `poll:${source}`,
  /** Seats of each product, as read in the last hour in which alerts were on. */
  knownSeats: 'known-seats',
  /** When administrators were told of what. */
  alertsTold: 'alerts-told',
  /** Account id of the administrator who named the issue for alerts. */
  alertsNamedBy: 'alerts-named-by',
  ledger: 'ledger',
  /** Counts of the last good reads and of the people linked. */
  lastGood: 'last-good',
  /** How a day (YYYY-MM-DD, UTC) ended, and what became of those who asked on it. */
  measure: (day: string) => `measure:${day}`,
  grantMeasure: (day: string) => `measure:${day}:grants`,
  /** Sizes of sources that an administrator has accepted, each for one read. */
  acceptedSizes: 'accepted-sizes',
  /** Whether people may be added to a group, as last read. */
  groupCheck: (groupId: string) => `group-check:${groupId}`,
  /** Access groups that could be on the list and are not, as last read. */
  unlistedGroups: 'unlisted-groups',
  /** Kind of the web trigger's secret and when it was set. */
  signalSecret: 'signal-secret',
  signalNonce: (nonce: string) => `signal-nonce:${nonce}`,
  /** How often somebody has asked for others today. */
  onBehalf: (accountId: string) => `on-behalf:${accountId}`,
  guard: (productKey: string) => `guard:${productKey}`,
  seat: (accountId: string) => `seat:${accountId}`,
  /** When a person of the directory was invited to the organization. */
  invited: (objectId: string) => `invited:${objectId}`,
  /** What somebody has been told before a removal. */
  notice: (accountId: string) => `notice:${accountId}`,
  wake: 'inbox-wake',
  lastRun: (run: string) => `last-run:${run}`,
  held: (run: string) => `held:${run}`,
  plan: (planId: string) => `plan:${planId}`,
  planChunk: (planId: string, chunk: number) => `plan:${planId}:${chunk}`,
  /** What one batch of a plan did, until it is folded into the links; named by the batch's first action. */
  planProgress: (planId: string, from: number) => `plan:${planId}:from:${from}`,
  /** Where the journal tells of the groups that an account joined, or left, by local group management. */
  regrouped: (type: 'join-group' | 'leave-group', accountId: string) => `regrouped:${type}:${accountId}`,
  /** What an account had before its person left: see LeftBehind. */
  left: (accountId: string) => `left:${accountId}`,
  /** Plans of one kind whose application began on a day (YYYY-MM-DD, UTC), and the undos of a day. */
  journalDay: (kind: string, day: string) => `journal:${kind}:${day}`,
  /** Lists of people for the page's filters: see people-index. */
  peopleIndex: (name: string) => `people:${name}`,
  peopleChunk: (name: string, chunk: number) => `people:${name}:${chunk}`,
  /** One line of the audit trail, and how many a day (YYYY-MM-DD, UTC) has. */
  auditEntry: (day: string, number: number) => `audit:${day}:${number}`,
  auditCount: (day: string) => `audit:${day}`,
  journalBatch: (planId: string, start: number) => `journal:${planId}:${start}`,
  undo: (undoId: string) => undoId,
  /** Which groups give administration, as read of late. */
  groupRoles: 'group-roles',
  preview: (previewId: string) => previewId,
  review: (reviewId: string) => `review:${reviewId}`,
  reviewChunk: (reviewId: string, chunk: number) => `review:${reviewId}:${chunk}`,
  /** An administrator's wish that a plan be stopped. */
  stop: (planId: string) => `stop:${planId}`,
  scan: (runId: string) => `scan:${runId}`,
  scanChunk: (runId: string, piece: string) => `scan:${runId}:${piece}`,
} as const

/** Key of the secret that holds all connections. */
export const CONNECTIONS_SECRET = 'connections'

/** Key of the secret that holds those entered so far, until all are there that a job needs. */
export const BEGUN_SECRET = 'connections-begun'

/** Key of the secret that keeps digests from being guessed. */
export const DIGEST_SECRET = 'digest-key'
/** Key of the secret with which the outside proves a call of the web trigger. */
export const SIGNAL_SECRET = 'signal'

/** Every secret: what an uninstall forgets first. */
export const SECRETS = [CONNECTIONS_SECRET, BEGUN_SECRET, DIGEST_SECRET, SIGNAL_SECRET] as const
