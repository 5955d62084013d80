/** POST /issue/{key}/notify: Jira mails a text to people who may browse the issue, and says nothing about the others. */
import type { Site } from '../atlassian/site'
import type { Clock } from '../clock'
import type { RateWindow } from '../rate-window'
import { createRateWindow } from '../rate-window'
import type { Caller } from '../service'
import type { Call, Strictness } from '../strict-routes'
import { jiraError, tooManyRequests } from './errors'
import type { Issues } from './issues'
import { ISSUE_WRITES, NOTIFY_RECIPIENTS_MAX } from './limits'

const BODY = new Set(['subject', 'textBody', 'htmlBody', 'to', 'restrict'])
const TO = new Set(['users', 'groupIds'])
const WRONG = 'The request is not valid: '

interface World {
  readonly clock: Clock
  readonly site: Site
  readonly issues: Issues
  readonly strictness: Strictness
  readonly meters: { throttled: number }
}

export function createNotify({ clock, site, issues, strictness, meters }: World): (call: Call) => void {
  const windows = new Map<string, readonly RateWindow[]>()

  /** Writes of one issue have limits of their own, whoever makes them. */
  function admit(key: string): void {
    const own = windows.get(key) ?? ISSUE_WRITES.map(({ limit, windowMs }) => createRateWindow({ limit, windowMs }))
    windows.set(key, own)
    const waits = own.map((window) => window.take(clock.now(), 1))
    const longest = Math.max(...waits)
    if (longest <= 0) return
    meters.throttled += 1
    const { limit } = ISSUE_WRITES[waits.indexOf(longest)]!
    throw tooManyRequests({
      'retry-after': String(Math.max(1, Math.ceil(longest / 1_000))),
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': new Date(clock.now() + longest).toISOString(),
      'ratelimit-reason': 'jira-per-issue-on-write',
    })
  }

  function readRecipients(value: unknown, caller: Caller): string[] {
    const to = asObject(value, 'to')
    for (const name of Object.keys(to))
      if (!TO.has(name)) throw strictness.unsupported(`notify: the recipients "${name}" are not modelled`)
    const users = asList(to['users'], 'to.users').map((user) =>
      asText(asObject(user, 'a user')['accountId'], 'accountId'),
    )
    const groupIds = asList(to['groupIds'], 'to.groupIds').map((groupId) => asText(groupId, 'a group id'))
    if (users.length + groupIds.length === 0) throw jiraError(400, `${WRONG}no recipients.`)
    if (users.length > NOTIFY_RECIPIENTS_MAX) throw jiraError(400, `${WRONG}more than ${NOTIFY_RECIPIENTS_MAX} users.`)
    if (caller.kind === 'user' && users.includes(caller.accountId))
      throw jiraError(400, `${WRONG}the recipient is the same as the calling user.`)
    for (const accountId of users)
      if (!site.accounts.has(accountId)) throw jiraError(400, `${WRONG}there is no user ${accountId}.`)
    const members = groupIds.flatMap((groupId) => {
      const group = site.groups.get(groupId)
      if (group === undefined) throw jiraError(400, `${WRONG}there is no group ${groupId}.`)
      return [...group.memberIds]
    })
    return [...users, ...members]
  }

  return ({ request, params }) => {
    const { caller } = request
    const issue = issues.find(params['issueIdOrKey']!)
    const isSeen =
      issue !== undefined && (caller.kind === 'user' ? issues.mayBrowse(issue, caller.accountId) : issue.isOpenToApp)
    if (!isSeen) throw jiraError(404, 'Issue does not exist or you do not have permission to see it.')
    admit(issue.key)
    const body = strictness.readObject(request, BODY)
    if (body === null) throw jiraError(400, `${WRONG}no JSON object.`)
    if (body['restrict'] !== undefined) throw strictness.unsupported('notify: "restrict" is not modelled')
    const recipients = readRecipients(body['to'], caller)
    const subject = body['subject'] === undefined ? '' : asText(body['subject'], 'subject')
    const text = asText(body['textBody'] ?? body['htmlBody'], 'textBody')
    if (issues.isMailOff()) throw jiraError(403, 'Outgoing emails are disabled.')
    issues.send(issue, recipients, { subject, text })
  }
}

function asObject(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw jiraError(400, `${WRONG}expected ${name} to be an object.`)
}

function asList(value: unknown, name: string): readonly unknown[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return value
  throw jiraError(400, `${WRONG}expected ${name} to be a list.`)
}

function asText(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw jiraError(400, `${WRONG}expected ${name} to be a text.`)
}
