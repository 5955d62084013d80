/** GET /serverInfo: where the site is. */
import type { Site } from '../atlassian/site'

export function describeServer({ siteUrl }: Site, now: number): Record<string, unknown> {
  return {
    baseUrl: siteUrl,
    version: '1001.0.0-SNAPSHOT',
    versionNumbers: [1001, 0, 0],
    deploymentType: 'Cloud',
    buildNumber: 100_285,
    buildDate: '2026-02-02T00:00:00.000+0000',
    serverTime: new Date(now).toISOString().replace('Z', '+0000'),
    scmInfo: '0',
    serverTitle: 'Jira',
    defaultLocale: { locale: 'en_US' },
  }
}
