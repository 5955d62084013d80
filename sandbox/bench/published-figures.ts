/** What others publish about the same work, with its source; `case` is ours beside it. */
export interface PublishedFigure {
  readonly who: string
  readonly says: string
  /** What that means for 42,000 people. */
  readonly means: string
  readonly source: string
  /** The case of ours, and the field that compares; null where nothing does. */
  readonly ours: { readonly case: string; readonly key: 'simulatedSeconds' | 'p99Seconds' | 'planningSeconds' } | null
}

export const PUBLISHED: readonly PublishedFigure[] = [
  {
    who: 'Entra provisioning, first cycle',
    says: '0.01 to 0.08 minutes for each assigned user, group and member; creating takes about twice as long as matching',
    means: '7 to 56 hours',
    source:
      'https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-when-will-provisioning-finish-specific-user',
    ours: { case: 'first-provisioning', key: 'simulatedSeconds' },
  },
  {
    who: 'Entra provisioning to Atlassian, later cycles',
    says: 'about every 40 minutes',
    means: 'a leaver may wait 40 minutes for the next cycle (ours: 15 minutes, and this for the run)',
    source: 'https://learn.microsoft.com/entra/identity/saas-apps/atlassian-cloud-provisioning-tutorial',
    ours: { case: 'delta-unchanged', key: 'simulatedSeconds' },
  },
  {
    who: 'Entra provisioning on demand',
    says: 'typically less than 30 seconds for one user',
    means: 'one person',
    source: 'https://learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand',
    ours: { case: 'storm', key: 'p99Seconds' },
  },
  {
    who: 'Atlassian, Google Workspace sync',
    says: 'every four hours; a running sync cannot be stopped',
    means: 'a leaver may wait four hours',
    source: 'https://support.atlassian.com/provisioning-users/docs/manage-g-suite-user-syncing/',
    ours: { case: 'reconcile-unchanged', key: 'simulatedSeconds' },
  },
  {
    who: 'resolution, Atlassian User Management (Cloud)',
    says: '1,000 and more users: 20 minutes and more (older page), several hours (newer page)',
    means: '14 hours and more at 1,000 in 20 minutes',
    source: 'https://wiki.resolution.de/doc/atlassian-user-management/features/settings',
    ours: { case: 'reconcile-unchanged', key: 'simulatedSeconds' },
  },
  {
    who: 'HDE One Access Control, from Entra',
    says: '2,500 users an hour',
    means: '16.8 hours',
    source: 'https://support.hdeone.com/ (article 57803895215769)',
    ours: { case: 'first-provisioning', key: 'simulatedSeconds' },
  },
]
