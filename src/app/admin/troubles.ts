import * as v from 'valibot'
import { parseInput } from '../../core/input'
import type { Trouble, Troubled } from '../../core/troubles'
import { personIdIn } from '../../core/troubles'
import type { Ports } from '../../ports'
import { leaveAlone, tryNowAgain } from '../apply/try-again'
import { listTroubles as readPage } from '../state/troubles'

/** Rows of one answer: of the thousands that may be in the list one page stays far below 100 KB. */
const ROWS = 50

const pageSchema = v.strictObject({ from: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0) })
const keySchema = v.strictObject({ key: v.pipe(v.string(), v.minLength(1), v.maxLength(500)) })

/** A change of one person that failed. Ids and reasons only. */
export interface TroubleRow extends Pick<Trouble, 'because' | 'since' | 'tries' | 'nextAt'> {
  /** Names the change in `tryAgain` and `leaveAlone`. */
  readonly key: string
  readonly type: Troubled['type']
  /** null = there is none yet */
  readonly accountId: string | null
  readonly objectId: string | null
  readonly groupId: string | null
  readonly productKey: string | null
  readonly isLeftAlone: boolean
}

export interface TroublePage {
  readonly total: number
  readonly rows: readonly TroubleRow[]
  /** Where the next page begins; null on the last one. */
  readonly next: number | null
}

/** People whose change failed, the longest in trouble first. */
export async function listTroubles({ store }: Pick<Ports, 'store'>, input: unknown): Promise<TroublePage> {
  const { from } = parseInput(pageSchema, input ?? {})
  const { total, troubles } = await readPage(store, from, ROWS)
  const end = from + troubles.length
  return { total, rows: troubles.map(([key, trouble]) => toRow(key, trouble)), next: end < total ? end : null }
}

function toRow(key: string, { action, because, since, tries, nextAt, isLeftAlone }: Trouble): TroubleRow {
  return {
    ...{ key, type: action.type, because, since, tries, nextAt, isLeftAlone: isLeftAlone === true },
    accountId: 'accountId' in action ? action.accountId : null,
    objectId: 'objectId' in action ? action.objectId : null,
    groupId: 'groupId' in action ? action.groupId : null,
    productKey: 'productKey' in action ? action.productKey : null,
  }
}

/** Whose change it is; of somebody without an account nothing is told. */
export interface TroubledPerson {
  readonly accountId?: string
}

/** The change is tried at once, and from then on by itself again. One that is done meanwhile is passed over. */
export async function tryAgain(ports: Ports, input: unknown, by: string): Promise<TroubledPerson> {
  const { key } = parseInput(keySchema, input)
  await tryNowAgain(ports, [key], by)
  return personOf(key)
}

/** Nobody tries the change any more, until somebody asks for it. */
export async function leaveBe(ports: Pick<Ports, 'store'>, input: unknown): Promise<TroubledPerson> {
  const { key } = parseInput(keySchema, input)
  await leaveAlone(ports, [key])
  return personOf(key)
}

/** Accounts are made for people who have none. */
function personOf(key: string): TroubledPerson {
  return key.startsWith('create ') ? {} : { accountId: personIdIn(key) }
}
