/** An invitation: accounts without access, for addresses that have none. */
import type { Site } from '../atlassian/site'
import { jsonReply } from '../reply'
import type { ServiceReply } from '../service'
import type { Call, Strictness } from '../strict-routes'
import { badRequest, notAnAddress } from './errors'
import type { OrganizationAnswers } from './guesses'
import { INVITE_EMAILS_MAX } from './limits'
import { actorOf } from './membership-operations'
import { readTexts } from './read-body'

/** What an invitation may have beside these gives access or writes mails; the app has no business with it. */
const PROPERTIES: ReadonlySet<string> = new Set(['emails', 'sendNotification'])
const ADDRESS = /^[^@\s]+@[^@\s]+\.[^@\s]+$/

interface World {
  readonly site: Site
  readonly strictness: Strictness
  readonly answers: OrganizationAnswers
}

/**
 * 200 when every address is taken, 206 when some are not; 400 for a list of no or too many addresses, and for one with an
 * entry that is no address: then nobody of the list is invited, and which entry it is is not said. An account that is no member of the directory becomes one. How the real service says which address it did not take,
 * where no role was asked for, is not published: here it says so in a result without a resource.
 */
export function inviteUsers({ site, strictness, answers }: World, call: Call): ServiceReply {
  const body = strictness.readObject(call.request, PROPERTIES) ?? {}
  const emails = readTexts(body, 'emails', INVITE_EMAILS_MAX)
  if (emails === undefined) throw badRequest('emails: expected a list of 1 to 25 texts.')
  if (emails.some((email) => !ADDRESS.test(email))) throw notAnAddress()
  const { by } = actorOf(call.request)
  const data = emails.map((email) => {
    if (site.isDomainBlocked(email)) return describe(email, 'ERROR')
    const makesAccount = answers['org-invite-without-rules'] === 'account'
    if (makesAccount) {
      const known = site.findByEmail(email)
      if (known === undefined) site.addAccount({ email, displayName: nameOf(email), by })
      else site.joinDirectory(known.accountId, by)
    }
    return describe(email, 'INVITED')
  })
  const isPartial = emails.some((email) => site.isDomainBlocked(email))
  return jsonReply(isPartial ? 206 : 200, { data })
}

function describe(email: string, status: 'INVITED' | 'ERROR'): Record<string, unknown> {
  const statusReason = status === 'ERROR' ? 'The domain of this address is not allowed.' : null
  const results =
    status === 'ERROR' ? [{ groupAssignmentResult: [], roleAssignmentResult: [{ status, statusReason }] }] : []
  return { email, results }
}

/** Who was invited has not told a name yet. */
function nameOf(email: string): string {
  return email.split('@')[0]!
}
