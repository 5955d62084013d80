import { __getRuntime, webTrigger } from '@forge/api'
import { AppError } from '../../core/errors'
import type { SiteInfo } from '../../ports'

const SIGNAL_MODULE = 'signal-webtrigger'
const SITE = /::site\/([^/]+)$/

/** The site of the running invocation. */
export const site: SiteInfo = {
  cloudId: () => {
    const cloudId = SITE.exec(String(__getRuntime().contextAri))?.[1]
    if (cloudId === undefined) throw new AppError('bad-response', 'Expected the app to run on a Jira site, got none.')
    return cloudId
  },
  signalAddress: () => webTrigger.getUrl(SIGNAL_MODULE),
}
