/** Time-outs of manifest.yml in seconds: they decide how many outgoing requests an invocation may make. */
export const TIMEOUT_SECONDS = {
  tick: 120,
  jobsWorker: 900,
  inboxWorker: 55,
  lookWorker: 25,
  resolver: 25,
  trigger: 25,
  webTrigger: 55,
} as const
