import { asUser, route } from '@forge/api'
import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { CallerReader } from '../../ports'
import { parseReply } from '../parse'

const permissionsSchema = v.object({ permissions: v.object({ ADMINISTER: v.object({ havePermission: v.boolean() }) }) })

/** Asks Jira, as the person who calls, whether that person administers Jira. */
export function createCallerReader(): CallerReader {
  return {
    isAdministrator: async () => {
      const response = await asUser().requestJira(route`/rest/api/3/mypermissions?permissions=ADMINISTER`)
      const { status } = response
      // Jira does not let this person ask: certainly no administrator.
      if (status === 401 || status === 403) return false
      // No answer is not a "no": an administrator must not be told to ask for rights that they have.
      if (status === 429 || status >= 500) {
        const message = `Expected Jira to say whether you administer it, got ${status}. Please try again in a minute.`
        throw new AppError(status === 429 ? 'throttled' : 'unavailable', message)
      }
      const reply = { status, text: await response.text() }
      return parseReply(permissionsSchema, reply, 'Reading permissions from Jira').permissions.ADMINISTER.havePermission
    },
  }
}
