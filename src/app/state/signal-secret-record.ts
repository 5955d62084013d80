import { defineRecord } from './record'

/** Kind of the web trigger's secret and when it was set; the secret itself lies in the secret store. */
export const signalSecretRecord = defineRecord<{ readonly kind: 'shared' | 'hmac'; readonly setAt: string } | null>(
  'signal-secret',
  null,
)
