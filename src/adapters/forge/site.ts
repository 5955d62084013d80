import { __getRuntime, getAppContext, webTrigger } from '@forge/api'
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
  licence: () => {
    const { license } = getAppContext()
    // `isActive` is the older name of the same field.
    return license === undefined ? null : { isActive: license.active ?? license.isActive ?? true }
  },
  signalAddress: async () => {
    try {
      return await webTrigger.getUrl(SIGNAL_MODULE)
    } catch (error) {
      throw new AppError(
        'unavailable',
        'Expected Forge to tell the address of the web trigger, got an error. The secret is as it was last saved. Load the page again in a minute.',
        { cause: error },
      )
    }
  },
}
