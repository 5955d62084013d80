import { asApp, route } from '@forge/api'
import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { Clock, Notice, NoticeAnswer, Notifier } from '../../ports'
import { createPace } from '../pace'
import { describeStatus, parseReply } from '../parse'

const SENDING = 'Sending a notice through Jira'
const serverSchema = v.object({ baseUrl: v.pipe(v.string(), v.startsWith('https://')) })

/** Jira takes 100 writes of one issue in 30 seconds and 20 in two: three a second keep clear of both. */
const NOTICES_PER_SECOND = 3

/** Jira's own notifications of an issue: it mails people who may browse the issue, and silently drops the others. */
export function createNotifier(clock: Clock): Notifier {
  const pace = createPace(clock, NOTICES_PER_SECOND)
  let address: Promise<string> | null = null
  return {
    notify: async (notice) => {
      await pace()
      const response = await asApp().requestJira(route`/rest/api/3/issue/${notice.issueKey}/notify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(toBody(notice)),
      })
      return toOutcome(response.status)
    },
    linkTo: async (issueKey) => {
      address ??= readAddress().catch((error: unknown) => {
        address = null
        throw error
      })
      return `${(await address).replace(/\/$/, '')}/browse/${encodeURIComponent(issueKey)}`
    },
  }
}

function toBody({ subject, text, accountIds, groupIds = [] }: Notice): Record<string, unknown> {
  const users = [...new Set(accountIds)].map((accountId) => ({ accountId }))
  const to = { ...(users.length === 0 ? {} : { users }), ...(groupIds.length === 0 ? {} : { groupIds }) }
  return { subject, textBody: text, htmlBody: toHtml(text), to }
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** The same words for those whose mail shows HTML: nothing that was typed becomes mark-up, addresses become links. */
function toHtml(text: string): string {
  const escaped = text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character)
  const linked = escaped.replace(/https:\/\/[^\s<>]+/g, (address) => `<a href="${address}">${address}</a>`)
  return `<p>${linked.replace(/\n{2,}/g, '</p><p>').replaceAll('\n', '<br/>')}</p>`
}

function toOutcome(status: number): NoticeAnswer {
  if (status < 300) return 'accepted'
  if (status === 400) return 'wrong-recipient'
  if (status === 403) return 'mail-off'
  if (status === 404) return 'no-issue'
  if (status === 429) return 'throttled'
  if (status >= 500) throw new AppError('unavailable', `${SENDING}: got ${status}. It will be tried again later.`)
  throw describeStatus({ status, text: '' }, SENDING)
}

async function readAddress(): Promise<string> {
  const what = 'Reading the address of the site from Jira'
  const response = await asApp().requestJira(route`/rest/api/3/serverInfo`)
  const { status } = response
  if (status === 429 || status >= 500)
    throw new AppError(status === 429 ? 'throttled' : 'unavailable', `${what}: got ${status}. It will be tried again.`)
  return parseReply(serverSchema, { status, text: await response.text() }, what).baseUrl
}
