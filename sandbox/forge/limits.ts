/**
 * Every limit of the Forge platform that the sandbox enforces or models, in one place.
 * Sources are pages of developer.atlassian.com/platform/forge, read in August 2026, unless a line says "modelled".
 */
const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const KIB = 1_024

/** limits-invocation */
export const INVOCATION = {
  /** Resolvers and triggers. */
  interactiveTimeoutSeconds: 25,
  /** Web triggers and preUninstall. */
  webTriggerTimeoutSeconds: 55,
  /** Consumers and scheduled triggers without `timeoutSeconds`. */
  longTimeoutSeconds: 55,
  maxTimeoutSeconds: 900,
  defaultMemoryMb: 512,
  minMemoryMb: 128,
  maxMemoryMb: 1_024,
  /** Requests to other hosts per started minute of the function's time-out. */
  egressRequestsPerMinute: 100,
  /** Per app; the same requests, all invocations together. */
  appEgressRequestsPerMinute: 50_000,
  /** Per app and site: requests to other hosts and to Jira together. */
  networkRequestsPerMinute: 100_000,
  /** Calls from pages, per installation and per user (RFC-130). */
  interactivePerMinute: 5_000,
  interactivePerUserMinute: 1_200,
  /** One outbound request of a function with a long time-out. */
  requestTimeoutMs: 180 * SECOND_MS,
  /** Per started minute of the function's time-out. */
  logLinesPerMinute: 100,
  logBytes: 200 * KIB,
  /** Result of a resolver. */
  responseBytes: 5 * KIB * KIB,
  /** Payload of a resolver call from the page. */
  requestBytes: 500 * KIB,
} as const

/** limits-async-events, and @forge/events 3.0.8 out/validators.js */
export const QUEUE = {
  eventsPerPush: 50,
  eventsPerMinute: 500,
  pushBytes: 200 * KIB,
  /** Per event, when the consumer's time-out is above 55 s. */
  longEventBytes: 100 * KIB,
  maxDelaySeconds: 900,
  retryDataBytes: 4 * KIB,
  /** Push requests of one invocation and of everything its events cause. */
  cyclicPushes: 1_000,
  retentionMs: DAY_MS,
  /** Automatic retries and postponed events back off exponentially up to this. */
  maxBackoffMs: 15 * MINUTE_MS,
  /** Modelled: the first step of that back-off. */
  minBackoffMs: 2 * SECOND_MS,
  /** Modelled: time of a request to the platform's own interfaces (push, statistics, web trigger addresses). */
  requestMs: 50,
  /** Modelled: from push to first delivery. */
  deliveryMs: 500,
  /** Modelled: each delivery is late by up to this much more, which is why events come in no order. */
  deliveryJitterMs: 250,
  /** Modelled: share of events delivered twice; delivery is documented as at least once. */
  duplicateShare: 0.005,
  /** Modelled: share of blocked events let through although the concurrency limit is reached; it is documented as a hint. */
  concurrencyLeakShare: 0.005,
} as const

/** limits-kvs-ce and entities-manifest */
export const KVS = {
  keyChars: 500,
  keyPattern: /^(?!\s+$)[a-zA-Z0-9:._\s\-#]+$/,
  valueBytes: 240 * KIB,
  /** storage-reference/kvs-secret-store */
  secretBytes: 128 * KIB,
  depth: 31,
  batchItems: 25,
  batchBytes: 4 * KIB * KIB,
  /** storage-reference/batchops; in force under one answer to the guess `kvs-batch-operations` only. */
  batchesPerMinute: 45,
  transactionItems: 25,
  transactionBytes: 4 * KIB * KIB,
  requestsPerSecond: 1_000,
  /** "1 MB/s writes per key". */
  keyBytesPerSecond: KIB * KIB,
  /** Reads and writes have a budget each, in units of 10 KB, a request rounded up. */
  unitBytes: 10 * KIB,
  unitsPerMinute: 4_000,
  /** forge-platform-pricing: an empty read is billed as 1 KB, every other one by its actual size. */
  emptyReadBytes: KIB,
  queryPage: 10,
  maxQueryPage: 100,
  maxTtlMs: 365 * DAY_MS,
  /** Expired values are deleted up to this much later. */
  maxDeletionLagMs: 48 * HOUR_MS,
  /** Modelled: time from request to reply. */
  latencyMs: 15,
  /** Modelled: a write becomes visible to queries within this time; queries are documented as eventually consistent. */
  maxQueryLagMs: 1_500,
} as const

/** entities-manifest */
export const ENTITY = {
  entities: 20,
  attributes: 50,
  attributeNameChars: 30,
  indexes: 7,
  rangeAttributes: 1,
  rangeBytes: 900,
  partitionBytes: 1_700,
  minInteger: -(2 ** 31),
  maxInteger: 2 ** 31 - 1,
} as const

/** events-reference: product events come up to three minutes late, and not at all above 200 kB. */
export const EVENTS = {
  maxBytes: 200_000,
  maxDelayMs: 3 * MINUTE_MS,
  /** Modelled: half of the events come within this time. */
  medianDelayMs: 4 * SECOND_MS,
  /** Modelled: at-least-once delivery. */
  duplicateShare: 0.005,
  /** An InvocationError is honoured this often; so is a time-out or a crash. */
  maxRetries: 4,
  /** Modelled: wait before the first retry of a crash, doubled each time. */
  minBackoffMs: 10 * SECOND_MS,
  /** Longest wait that an InvocationError may ask for, of a trigger or of a consumer. */
  maxRetryAfterSeconds: 900,
} as const

/** modules/scheduled-trigger and limits-scheduled-trigger */
export const SCHEDULE = {
  intervalMs: { fiveMinute: 5 * MINUTE_MS, hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS },
  triggersPerApp: 5,
  fiveMinuteTriggersPerApp: 1,
  /** Modelled: share of ticks that come twice ("duplicates are possible"), the second within 30 s. */
  duplicateShare: 0.002,
  maxDuplicateDelayMs: 30 * SECOND_MS,
} as const

/** user-privacy-guidelines and @forge/api 8.3.0 */
export const PRIVACY = {
  accountsPerReport: 90,
} as const

/** The sandbox's own bounds; nothing may grow with the number of invocations. */
export const HOST = {
  logEntries: 2_000,
  /** Idle instances kept per function; a real platform also keeps only some of them warm. */
  idleInstances: 32,
} as const
