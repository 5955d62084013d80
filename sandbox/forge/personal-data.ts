/** The weekly report of accounts about which an app keeps something, as the user privacy guidelines describe it. */
import { PRIVACY } from './limits'
import type { ServiceReply } from '../service'

export interface PersonalDataRegister {
  /** Somebody closed this account for good: reports of it are answered with `closed`. */
  close(accountId: string): void
  /** The profile changed at an instant (epoch ms): older reports are answered with `updated`. */
  update(accountId: string, at: number): void
  /** Accounts of every report that was accepted, oldest first. */
  readonly reported: readonly string[]
  /** @param body JSON of the request */
  answer(body: string, onViolation: (text: string) => void): ServiceReply
}

const FIELDS = ['accountId', 'updatedAt']

export function createPersonalDataRegister(): PersonalDataRegister {
  const closed = new Set<string>()
  const updates = new Map<string, number>()
  const reported: string[] = []

  function statusOf({ accountId, updatedAt }: Reported): 'closed' | 'updated' | null {
    if (closed.has(accountId)) return 'closed'
    return (updates.get(accountId) ?? -Infinity) > Date.parse(updatedAt) ? 'updated' : null
  }

  return {
    close: (accountId) => void closed.add(accountId),
    update: (accountId, at) => void updates.set(accountId, at),
    reported,
    answer: (body, onViolation) => {
      const { accounts } = JSON.parse(body) as { accounts?: unknown }
      if (!Array.isArray(accounts) || accounts.length === 0 || accounts.length > PRIVACY.accountsPerReport) {
        return { status: 400, body: '' }
      }
      const wrong = accounts.findIndex((one: unknown) => !isReported(one))
      if (wrong !== -1) {
        onViolation(`A reported account must have an accountId and an ISO updatedAt and nothing else (item ${wrong}).`)
        return { status: 400, body: '' }
      }
      const rows = accounts as Reported[]
      reported.push(...rows.map(({ accountId }) => accountId))
      const answers = rows.flatMap((row) => {
        const status = statusOf(row)
        return status === null ? [] : [{ accountId: row.accountId, status }]
      })
      return answers.length === 0
        ? { status: 204, body: '' }
        : { status: 200, body: JSON.stringify({ accounts: answers }) }
    },
  }
}

interface Reported {
  readonly accountId: string
  readonly updatedAt: string
}

function isReported(value: unknown): value is Reported {
  if (typeof value !== 'object' || value === null) return false
  const { accountId, updatedAt } = value as Partial<Reported>
  if (typeof accountId !== 'string' || typeof updatedAt !== 'string') return false
  return Object.keys(value).every((key) => FIELDS.includes(key)) && !Number.isNaN(Date.parse(updatedAt))
}
