/** What administrators do on the page, as the audit trail calls it. */
export const AUDIT_KINDS = [
  'settings',
  'credentials',
  'confirmed',
  'armed',
  'run-started',
  'run-stopped',
  'plan-approved',
  'undone',
  'waiting-moved',
  'waiting-dropped',
  'granted',
  'provisioned',
  'exempted',
  'notice-tested',
  'exported',
  'size-accepted',
  'tried-again',
  'left-alone',
] as const
export type AuditKind = (typeof AUDIT_KINDS)[number]
