import * as v from 'valibot'
import { AppError, messageOf } from '../../core/errors'
import type { AccountInviter, InviteOutcome } from '../../ports'
import type { Http, HttpReply } from '../http'
import { parseReply } from '../parse'
import { ADMIN } from './organization'
import type { OrganizationCredentials } from './organization'

/** Addresses a call (Organizations document of 2026-08-21). */
const EMAILS_MAX = 25
/** Some of the addresses were not taken. */
const PARTIAL = 206
/** The list was not taken; the document has no field that would say which address is why. */
const BAD_REQUEST = 400

const statuses = v.optional(v.array(v.object({ status: v.nullish(v.string()) })))
const replySchema = v.object({
  data: v.optional(
    v.array(
      v.object({
        email: v.nullish(v.string()),
        results: v.optional(v.array(v.object({ groupAssignmentResult: statuses, roleAssignmentResult: statuses }))),
      }),
    ),
  ),
})
type Invited = NonNullable<v.InferOutput<typeof replySchema>['data']>[number]

/**
 * Invites people to the organization: no permission rule, so no access; no group; no mail. Whether that puts somebody into
 * the directory is not documented.
 */
export function createInviter(http: Http, readCredentials: () => Promise<OrganizationCredentials>): AccountInviter {
  return {
    perCall: EMAILS_MAX,
    invite: async (emails) => {
      const { orgId, apiKey } = await readCredentials()
      const reply = await http.send({
        method: 'POST',
        url: `${ADMIN}/v2/orgs/${encodeURIComponent(orgId)}/users/invite`,
        headers: { authorization: `Bearer ${apiKey}` },
        json: { emails, sendNotification: false },
        retries: 0,
      })
      if (reply.status === BAD_REQUEST) return null
      const { data = [] } = parse(reply)
      const answered = new Map(data.map((one) => [(one.email ?? '').toLowerCase(), one]))
      return new Map(emails.map((email) => [email, judge(answered.get(email.toLowerCase()), reply.status)]))
    },
  }
}

/** What cannot be read of a success leaves open whether it was done, like no answer at all. */
function parse(reply: HttpReply): v.InferOutput<typeof replySchema> {
  try {
    return parseReply(replySchema, reply, 'Inviting people to the organization')
  } catch (error) {
    if (reply.status >= 300) throw error
    throw new AppError('unavailable', messageOf(error), { cause: error })
  }
}

/** An address that a partial answer does not mention is taken to be refused: it is tried again the next night. */
function judge(one: Invited | undefined, status: number): InviteOutcome {
  if (one === undefined) return status === PARTIAL ? 'refused' : 'invited'
  const results = (one.results ?? []).flatMap(({ groupAssignmentResult = [], roleAssignmentResult = [] }) => [
    ...groupAssignmentResult,
    ...roleAssignmentResult,
  ])
  return results.some((result) => result.status === 'ERROR') ? 'refused' : 'invited'
}
