import { privacy } from '@forge/api'
import { AppError } from '../../core/errors'
import type { AccountChange, PersonalDataReporter } from '../../ports'

/** The platform's own report of accounts; @forge/api would send any number of requests at once, so it is given one at a time. */
export function createPersonalDataReporter(): PersonalDataReporter {
  return {
    report: async (accounts) => {
      try {
        const changes = await privacy.reportPersonalData([...accounts])
        return changes.map(({ accountId, status }): AccountChange => ({ accountId, status }))
      } catch (error) {
        // It rejects with the response itself when that is neither 200 nor 204.
        const status = (error as { status?: number }).status
        if (status === undefined) throw error
        throw new AppError(
          status === 429 ? 'throttled' : 'unavailable',
          `Report of personal data: expected 200 or 204 for ${accounts.length} accounts, got ${status}. It is tried again.`,
        )
      }
    },
  }
}
