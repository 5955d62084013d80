/**
 * What the directory shows: the site's accounts, each change a little late.
 *
 * Changes become visible in the order in which they happened, each at most so long after it happened as the guess
 * `org-search-lag` says.
 * Accounts keep their position for ever, so that a cursor is a position and paging never needs sorting.
 */
import type { Account, AccountStatus, Site, SiteChange } from '../atlassian/site'
import type { BitSet } from '../bit-set'
import { createBitSet } from '../bit-set'
import type { Clock } from '../clock'
import { durationMs } from '../duration'
import type { Random } from '../random'
import type { OrganizationAnswers } from './guesses'
import { PROPAGATION_MIN_MS } from './limits'

/** One account as the directory shows it. */
export interface Row {
  readonly position: number
  readonly account: Account
  /** Epoch ms; before it the directory does not know the account. */
  readonly visibleFrom: number
  readonly status: AccountStatus
  readonly deactivatedAt: number | null
  readonly groupIds: readonly string[]
  readonly directoryIds: readonly string[]
  readonly isRemoved: boolean
}

export interface DirectoryView {
  readonly rows: readonly Row[]
  /** Makes everything visible that is due; call it before reading. */
  settle(): void
  isVisible(row: Row): boolean
  /** undefined when the directory does not know the account (yet). */
  find(accountId: string): Row | undefined
  findByEmail(email: string): Row | undefined
  /** Positions of a group's members. */
  members(groupId: string): BitSet
  /** Called with the position of a row that has changed. */
  onRowChange(listener: (position: number) => void): void
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

const NO_GROUPS: readonly string[] = []

export function createDirectoryView({
  clock,
  site,
  random,
  answers,
}: {
  clock: Clock
  site: Site
  random: Random
  answers: OrganizationAnswers
}): DirectoryView {
  const viewLagMaxMs = durationMs(answers['org-search-lag'])
  const propagationMaxMs = durationMs(answers['org-new-account-lag'])
  const rows: Writable<Row>[] = []
  const byAccountId = new Map<string, Writable<Row>>()
  const memberBits = new Map<string, BitSet>()
  const listeners: ((position: number) => void)[] = []
  let pending: { due: number; change: SiteChange }[] = []
  let settled = 0
  let lastDue = 0

  function addRow(account: Account, isInvited = false): Writable<Row> | undefined {
    // The directory lists people only; portal customers and apps have lists of their own.
    if (account.accountType !== 'atlassian') return undefined
    // Accounts that the app makes, through SCIM or by an invitation; others were there long before anybody looks.
    const propagation = account.scimId === null && !isInvited ? 0 : random.int(PROPAGATION_MIN_MS, propagationMaxMs)
    const row = {
      position: rows.length,
      account,
      visibleFrom: account.addedAt + propagation,
      status: account.status,
      deactivatedAt: account.status === 'deactivated' ? account.addedAt : null,
      groupIds: NO_GROUPS,
      directoryIds: account.directoryIds,
      isRemoved: false,
    }
    rows.push(row)
    byAccountId.set(account.accountId, row)
    return row
  }

  function members(groupId: string): BitSet {
    let bits = memberBits.get(groupId)
    if (bits === undefined) memberBits.set(groupId, (bits = createBitSet()))
    return bits
  }

  function showMembership(row: Writable<Row>, groupId: string, member: boolean): void {
    const bits = members(groupId)
    if (!(member ? bits.add(row.position) : bits.delete(row.position))) return
    row.groupIds = member ? [...row.groupIds, groupId] : row.groupIds.filter((id) => id !== groupId)
  }

  function show(change: SiteChange): void {
    const row = byAccountId.get(change.accountId)
    if (row === undefined) return
    if (change.kind === 'membership') showMembership(row, change.groupId, change.member)
    if (change.kind === 'account-status') {
      row.status = change.to
      row.deactivatedAt = change.to === 'deactivated' ? change.at : null
    }
    if (change.kind === 'account-updated') row.directoryIds = row.account.directoryIds
    if (change.kind === 'account-removed') {
      row.isRemoved = true
      byAccountId.delete(change.accountId)
    }
    for (const listener of listeners) listener(row.position)
  }

  for (const account of site.accounts.values()) {
    const row = addRow(account)
    if (row !== undefined) for (const groupId of account.groupIds) showMembership(row, groupId, true)
  }

  site.onChange((change) => {
    if (change.kind === 'seat') return
    if (change.kind === 'account-created') {
      addRow(site.accounts.get(change.accountId)!, change.by === 'app')
      return
    }
    lastDue = Math.max(lastDue, change.at + random.int(0, viewLagMaxMs))
    pending.push({ due: lastDue, change })
  })

  function isVisible(row: Row): boolean {
    return !row.isRemoved && row.visibleFrom <= clock.now()
  }

  function find(accountId: string): Row | undefined {
    const row = byAccountId.get(accountId)
    return row !== undefined && isVisible(row) ? row : undefined
  }

  return {
    rows,
    settle: () => {
      const now = clock.now()
      while (settled < pending.length && pending[settled]!.due <= now) show(pending[settled++]!.change)
      if (settled === pending.length && settled > 0) {
        pending = []
        settled = 0
      }
    },
    isVisible,
    find,
    findByEmail: (email) => {
      const account = site.findByEmail(email)
      return account === undefined ? undefined : find(account.accountId)
    },
    members,
    onRowChange: (listener) => {
      listeners.push(listener)
    },
  }
}
