/** Tells what happens in the sandbox, day by day, in sentences: a few people by name, the others as a number. */
import type { Sandbox } from '../create-sandbox'

const DAY_MS = 86_400_000
/** People told by name per day and kind of news; the next one makes it a number. */
const BY_NAME = 3

type Kind = 'account' | 'grant' | 'approval' | 'dormant' | 'leaver' | 'joined' | 'left'

interface News {
  readonly at: number
  readonly kind: Kind
  readonly name: string
  /** Seats free after it; null when unlimited. */
  readonly free: number | null
}

const SENTENCES: Record<Kind, { one: (news: News) => string; many: (count: number, last: News) => string }> = {
  account: {
    one: ({ name }) => `${name} has an account now, without access to Jira`,
    many: (count) => `${count} people have an account now, without access to Jira`,
  },
  grant: {
    one: ({ name, free }) => `${name} needed Jira and got a seat; ${free ?? 'any number'} free`,
    many: (count, { free }) => `${count} people needed Jira and got a seat; ${free ?? 'any number'} free`,
  },
  dormant: {
    one: ({ name, free }) => `${name} had not used Jira for long and gave the seat back; ${free ?? 'any number'} free`,
    many: (count, { free }) =>
      `${count} people had not used Jira for long and gave their seats back; ${free ?? 'any number'} free`,
  },
  leaver: {
    one: ({ name }) => `${name} has left, so account and seat are closed`,
    many: (count) => `${count} people have left, so their accounts and seats are closed`,
  },
  approval: {
    one: ({ name }) => `${name} approved a removal that was too large to happen by itself`,
    many: (count) => `${count} removals that were too large to happen by themselves were approved`,
  },
  joined: { one: ({ name }) => `${name} joined the company`, many: (count) => `${count} people joined the company` },
  left: { one: ({ name }) => `${name} left the company`, many: (count) => `${count} people left the company` },
}

/** @param tell prints one line */
export function startNarrator(sandbox: Sandbox, tell: (line: string) => void): { tellDay(day: number): void } {
  const { site, tenant, company, administrator, report, startsAt, clock } = sandbox
  let news: News[] = []
  let refusalsBefore = 0
  let approvalsBefore = 0

  function note(kind: Kind, name: string): void {
    news.push({ at: clock.now(), kind, name, free: site.seatsFree(company.productKey) })
  }

  site.onChange((change) => {
    const name = site.accounts.get(change.accountId)?.displayName ?? 'Somebody'
    if (change.kind === 'account-created') note('account', name)
    if (change.kind === 'account-status' && change.to !== 'active') note('leaver', name)
    if (change.kind === 'seat' && change.by === 'app' && change.held) note('grant', name)
    if (change.kind === 'seat' && change.by === 'app' && !change.held && isEmployed(change.accountId))
      note('dormant', name)
  })
  tenant.onChange(({ userId, kind }) => {
    const name = (tenant.users.get(userId) ?? tenant.deletedUsers.get(userId))?.displayName ?? 'Somebody'
    if (kind === 'added') note('joined', name)
    if (kind === 'disabled' || kind === 'deleted') note('left', name)
  })

  function isEmployed(accountId: string): boolean {
    const person = company.personOf(accountId)
    return person === undefined || company.isEmployed(person)
  }

  return {
    /** @param day from 0 */
    tellDay: (day) => {
      const { refusals, waiting, finalSeatsUsed } = report.read()
      const refused = refusals - refusalsBefore
      refusalsBefore = refusals
      for (const { at } of administrator.approvals.slice(approvalsBefore)) {
        news.push({ at, kind: 'approval', name: 'The administrator', free: null })
      }
      approvalsBefore = administrator.approvals.length
      const lines = describe(news)
      if (refused > 0)
        lines.push(`       ${refused} people asked in vain: too few seats are free. ${waiting} wait for one`)
      const date = new Date(startsAt + day * DAY_MS).toUTCString().slice(0, 11)
      tell(`${date}  ${finalSeatsUsed} seats used${lines.length === 0 ? ', nothing to do' : ''}`)
      for (const line of lines) tell(line)
      news = []
    },
  }
}

function describe(news: readonly News[]): string[] {
  const kinds = new Map<Kind, News[]>()
  for (const item of news) kinds.set(item.kind, [...(kinds.get(item.kind) ?? []), item])
  return [...kinds]
    .flatMap(([kind, items]) => {
      if (items.length <= BY_NAME) return items.map((item) => ({ at: item.at, text: SENTENCES[kind].one(item) }))
      return [{ at: items[0]!.at, text: SENTENCES[kind].many(items.length, items.at(-1)!) }]
    })
    .sort((a, b) => a.at - b.at)
    .map(({ at, text }) => `  ${new Date(at).toISOString().slice(11, 16)} ${text}`)
}
