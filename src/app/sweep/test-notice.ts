import * as v from 'valibot'
import { AppError } from '../../core/errors'
import { renderNotice } from '../../core/notice-text'
import { DAY_MS } from '../../core/time'
import type { NoticeAnswer, Ports } from '../../ports'
import { parseInput } from '../../core/input'
import { readAccessGroupIds } from '../read/products'
import { readSettings } from '../state/settings'

const schema = v.strictObject({
  accountId: v.pipe(
    v.string('Expected the account of somebody with access.'),
    v.trim(),
    v.minLength(1),
    v.maxLength(200),
  ),
})

const PROBLEMS: Readonly<Record<Exclude<NoticeAnswer, 'accepted'>, string>> = {
  'no-issue':
    'Jira knows no such issue, or does not show it to the app. Check the key, and that everybody with access may browse the issue.',
  'wrong-recipient': 'Jira would not tell this person. Choose somebody with an active account.',
  'mail-off': 'This site sends no mail. Switch outgoing mail on in Jira.',
  throttled: 'Jira asks for a pause. Please try again in a minute.',
}

/**
 * Sends the notice as it stands in the settings to one holder, so that an administrator sees whether it arrives. It counts
 * for nothing. Jira says only that it took it: whoever may not browse the issue gets nothing.
 * @throws AppError `invalid-input` saying why nothing was sent
 */
export async function sendTestNotice(ports: Ports, input: unknown): Promise<{ readonly accountId: string }> {
  const { accountId } = parseInput(schema, input)
  const settings = await readSettings(ports.store)
  const { issueKey, daysBefore, subject, text } = settings.notices
  if (issueKey === null)
    throw new AppError('invalid-input', 'Expected a notice issue in the settings, got none. Enter and save it first.')
  const account = (await ports.accounts.lookUp([accountId])).get(accountId)
  const giving = new Set(await readAccessGroupIds(ports, settings))
  if (account?.groupIds.some((groupId) => giving.has(groupId)) !== true)
    throw new AppError(
      'invalid-input',
      'Expected somebody who has access now, got somebody without. Choose another person.',
    )
  const days = daysBefore[0] ?? 1
  const facts = {
    productKey: settings.products[0].key,
    days,
    dueOn: new Date(ports.clock.now().getTime() + days * DAY_MS).toISOString().slice(0, 10),
    link: await ports.notifier.linkTo(issueKey),
  }
  const outcome = await ports.notifier.notify({
    issueKey,
    subject: `[Test] ${renderNotice(subject, facts)}`,
    text: `This is a test. Nobody's access ends by it.\n\n${renderNotice(text, facts)}`,
    accountIds: [accountId],
  })
  if (outcome !== 'accepted') throw new AppError('invalid-input', PROBLEMS[outcome])
  return { accountId }
}
