import { asApp, route } from '@forge/api'
import * as v from 'valibot'
import type { Clock, Notice, NoticeAnswer, Notifier } from '../../ports'
import { toReply } from '../http'
import type { HttpReply } from '../http'
import { createPace } from '../pace'
import { expectStatus, parseReply } from '../parse'

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
      return toOutcome(await toReply(response))
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

/** Documented for success is 204 alone (Jira platform, issue notify). */
function toOutcome(reply: HttpReply): NoticeAnswer {
  const refusal = REFUSALS.get(reply.status)
  if (refusal === undefined) expectStatus(204, reply, SENDING)
  return refusal ?? 'accepted'
}

const REFUSALS: ReadonlyMap<number, NoticeAnswer> = new Map([
  [400, 'wrong-recipient'],
  [403, 'mail-off'],
  [404, 'no-issue'],
  [429, 'throttled'],
])

async function readAddress(): Promise<string> {
  const reply = await toReply(await asApp().requestJira(route`/rest/api/3/serverInfo`))
  return parseReply(serverSchema, reply, 'Reading the address of the site from Jira').baseUrl
}
