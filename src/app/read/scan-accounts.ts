import { noMarks, packMarks, unpackMarks } from '../../core/marks'
import type { ScannedAccount } from '../../core/match-accounts'
import { NO_ODD_ROWS, checkOddRows, countRow, isOdd } from '../../core/odd-rows'
import type { OddRows } from '../../core/odd-rows'
import type { Account, Links } from '../../core/people'
import type { Settings } from '../../core/settings'
import { findExemption } from '../../core/settings/exemptions'
import { isSiteUnknown } from '../../core/products'
import { DAY_MS } from '../../core/time'
import type { Ports } from '../../ports'
import type { Protections } from './protections'
import { THE_ORGANIZATION } from './read-directory'
import { isLeft, scanPages } from './scan-pages'
import type { Needs, PagePlace } from './scan-pages'
import { readScan, saveScan } from '../state/scan-store'

/** The scan so far, as it is kept between invocations. Ids, states and digests only. */
export interface ScanState {
  /** null: every page has been read. */
  readonly cursor: string | null
  /** How many accounts were seen. */
  readonly seen: number
  /** Which links the marks are about. */
  readonly linked: string
  /** One mark per link, in the order of the object ids. */
  readonly found: string
  readonly active: string
  readonly member: string
  /** Members of each group that the settings look after. */
  readonly groups?: Readonly<Record<string, string>>
  /** Accounts without a link, and linked ones that are kept whatever happens. */
  readonly others: readonly ScannedAccount[]
  readonly odd?: OddRows
  readonly came?: Readonly<Record<string, string>>
}

export type Scan =
  | {
      readonly type: 'whole'
      readonly accounts: readonly ScannedAccount[]
      readonly seen: number
      readonly odd: OddRows
      /** By object id, linked people without a seat who used this site, or tried to, within the week; ISO. */
      readonly came: Readonly<Record<string, string>>
    }
  | { readonly type: 'continues' }

export interface ScanContext {
  readonly links: Links
  /** Groups that give the product and that we can change. */
  readonly accessGroupIds: readonly string[]
  readonly settings: Pick<Settings, 'exemptGroupIds' | 'exemptPeople'>
  /** Whom groups in doubt protect. */
  readonly kept: Protections['kept']
  /** Groups whose members hold a seat, or never get one: nobody misses them. */
  readonly settledGroupIds: readonly string[]
  /** Groups that the settings look after. */
  readonly targetGroupIds?: readonly string[]
  /** Exemptions of people have an end. */
  readonly now: Date
  readonly digestOf: (email: string) => string
  /** What the run still needs after the scan; where that is not left, it goes on in a new invocation. */
  readonly needs: Needs
}

/**
 * Reads every account of the organization, a hundred a page. Where pages are slow, or the organization is large, that
 * takes longer than one invocation may: then the scan is kept, and goes on in the next one. Links that are as expected
 * cost three bits there, so that a quiet run stays at one write.
 */
export async function scanAccounts(
  ports: Pick<Ports, 'accounts' | 'store' | 'budget' | 'clock' | 'log'>,
  runId: string,
  context: ScanContext,
): Promise<Scan> {
  const { store, budget } = ports
  const objectIds = [...context.links.keys()].sort()
  const linked = context.digestOf([...objectIds, ...(context.targetGroupIds ?? [])].join())
  const saved = await readScan<ScanState>(store, runId)
  // Links that came or went meanwhile move the marks: that scan is worth nothing any more.
  const begun = saved?.linked === linked ? saved : null
  if (saved !== null && begun === null) ports.log.info('account scan begins anew: links have changed', { runId })
  const collector = createCollector(context, objectIds, begun)
  const from: PagePlace = { cursor: begun?.cursor ?? null, isWhole: begun !== null && begun.cursor === null }
  const { cursor, isWhole } = await scanPages(ports, {}, from, collector.add)
  // An invocation that read no page has all that there ever is.
  if (isWhole && (from.isWhole || isLeft(budget, context.needs))) {
    const { seen, odd = NO_ODD_ROWS, came = {} } = collector.state()
    checkOddRows(THE_ORGANIZATION, odd, seen)
    return { type: 'whole', accounts: collector.accounts(), seen, odd, came }
  }
  await saveScan(ports, runId, { ...collector.state(), cursor, linked } satisfies ScanState)
  return { type: 'continues' }
}

/** What is kept of an account. @param objectId by link; null when no link leads to it */
export function toScanned(
  account: Account,
  objectId: string | null,
  context: Pick<ScanContext, 'accessGroupIds' | 'targetGroupIds' | 'settings' | 'kept' | 'now' | 'digestOf'>,
): ScannedAccount {
  const { accessGroupIds, targetGroupIds = [], settings, kept, now, digestOf } = context
  const inGroups = targetGroupIds.filter((groupId) => account.groupIds.includes(groupId))
  return {
    accountId: account.accountId,
    objectId,
    email: objectId !== null || account.email === '' ? null : digestOf(account.email),
    isActive: account.isActive,
    ...(account.isElsewhere === true ? { isElsewhere: true } : {}),
    isMember: account.groupIds.some((groupId) => accessGroupIds.includes(groupId)),
    keptBecause: findKeptBecause(account, settings, kept, now),
    ...(inGroups.length === 0 ? {} : { inGroups }),
  }
}

/** Design rule 7; a wish of the settings counts as much as a role. */
export function findKeptBecause(
  account: Account,
  settings: ScanContext['settings'],
  kept: ScanContext['kept'],
  now: Date,
): ScannedAccount['keptBecause'] {
  if (account.isAdmin) return 'administrator'
  if (findExemption(settings.exemptPeople, account.accountId, now) !== null) return 'exempt-person'
  if (account.groupIds.some((groupId) => settings.exemptGroupIds.includes(groupId))) return 'exempt-group'
  const protectedBy = kept.get(account.accountId) ?? null
  return protectedBy === null && isOdd(account) ? 'row-incomplete' : protectedBy
}

/** The organization tells of use up to a day late, and a run may fail for some. */
const CAME_WITHIN_MS = 7 * DAY_MS
/** Its date is of the whole Jira family. */
const JIRA = { kind: 'jira', key: 'jira-software' } as const

/** Was the site used, or tried, by somebody without a seat? An unknown is not counted. */
function hasCome(account: Account, { settledGroupIds, now }: ScanContext): boolean {
  const { isActive, isElsewhere, lastSeen, groupIds } = account
  if (!isActive || isElsewhere === true || lastSeen === null || isSiteUnknown(account, JIRA)) return false
  const isSettled = groupIds.some((groupId) => settledGroupIds.includes(groupId))
  return !isSettled && now.getTime() - Date.parse(lastSeen) <= CAME_WITHIN_MS
}

function createCollector(context: ScanContext, objectIds: readonly string[], begun: ScanState | null) {
  const { links } = context
  const places = new Map(objectIds.map((objectId, place) => [links.get(objectId)!.accountId, place]))
  const marks = {
    found: begun === null ? noMarks(objectIds.length) : unpackMarks(begun.found, objectIds.length),
    active: begun === null ? noMarks(objectIds.length) : unpackMarks(begun.active, objectIds.length),
    member: begun === null ? noMarks(objectIds.length) : unpackMarks(begun.member, objectIds.length),
  }
  const { targetGroupIds = [] } = context
  const groups = targetGroupIds.map((groupId) => {
    const packed = begun?.groups?.[groupId]
    return packed === undefined ? noMarks(objectIds.length) : unpackMarks(packed, objectIds.length)
  })
  const others: ScannedAccount[] = [...(begun?.others ?? [])]
  let seen = begun?.seen ?? 0
  let odd = begun?.odd ?? NO_ODD_ROWS
  const came: Record<string, string> = { ...begun?.came }

  return {
    add: (account: Account | null): void => {
      odd = countRow(odd, account?.accountId ?? null, account?.gaps)
      if (account === null) return
      seen += 1
      if (account.type !== 'atlassian') return
      const place = places.get(account.accountId)
      // Thousands may be listed that are members of another directory, or of none.
      if (account.isElsewhere === true && place === undefined) return
      if (place !== undefined && hasCome(account, context)) came[objectIds[place]!] = account.lastSeen!
      const scanned = toScanned(account, place === undefined ? null : objectIds[place]!, context)
      if (place === undefined || scanned.keptBecause !== null || scanned.isElsewhere === true) {
        others.push(scanned)
        return
      }
      marks.found[place] = 1
      if (scanned.isActive) marks.active[place] = 1
      if (scanned.isMember) marks.member[place] = 1
      for (const groupId of scanned.inGroups ?? []) groups[targetGroupIds.indexOf(groupId)]![place] = 1
    },
    state: (): Omit<ScanState, 'cursor' | 'linked'> => ({
      seen,
      found: packMarks(marks.found),
      active: packMarks(marks.active),
      member: packMarks(marks.member),
      ...(groups.length === 0
        ? {}
        : {
            groups: Object.fromEntries(
              targetGroupIds.map((groupId, index): [string, string] => [groupId, packMarks(groups[index]!)]),
            ),
          }),
      others,
      odd,
      ...(Object.keys(came).length === 0 ? {} : { came }),
    }),
    accounts: (): ScannedAccount[] => {
      const rows: ScannedAccount[] = [...others]
      objectIds.forEach((objectId, place) => {
        if (marks.found[place] !== 1) return
        const inGroups = targetGroupIds.filter((_, index) => groups[index]![place] === 1)
        rows.push({
          accountId: links.get(objectId)!.accountId,
          objectId,
          email: null,
          isActive: marks.active[place] === 1,
          isMember: marks.member[place] === 1,
          keptBecause: null,
          ...(inGroups.length === 0 ? {} : { inGroups }),
        })
      })
      return rows
    },
  }
}
