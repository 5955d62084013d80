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
