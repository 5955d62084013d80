/** What can be exported, in pages: the server decides on rows and columns, the browser only puts them into a file. */
import * as v from 'valibot'
import type { Ports } from '../../ports'
import { parseInput } from '../../core/input'

export type ExportCell = string | number | boolean | null

/** One kind of list. `of` says which one: a plan, a run, or nothing; it is parsed before anything is read. */
export interface ExportSource {
  /** Machine-readable names: they are the head of the CSV and the keys of the JSON. */
  readonly columns: readonly string[]
  /** Without its ending; it names no person. @throws AppError `invalid-input` */
  readonly fileName: (of: unknown) => string
  /** @param cursor where to go on, null at the beginning @throws AppError `invalid-input`, and of what is read */
  readonly read: (ports: Ports, of: unknown, cursor: string | null) => Promise<ExportRows>
}

export function exportSource<Question>(source: {
  readonly question: v.GenericSchema<unknown, Question>
  readonly columns: readonly string[]
  readonly fileName: (question: Question) => string
  readonly read: (ports: Ports, question: Question, cursor: string | null) => Promise<ExportRows>
}): ExportSource {
  return {
    columns: source.columns,
    fileName: (of) => source.fileName(parseInput(source.question, of)),
    read: async (ports, of, cursor) => source.read(ports, parseInput(source.question, of), cursor),
  }
}

export interface ExportRows {
  /** Cells in the order of the columns. */
  readonly rows: readonly (readonly ExportCell[])[]
  /** null on the last page */
  readonly next: string | null
}

/**
 * Rows of one answer whose people are looked up ten at a time: twenty look-ups at once stay far from the time a page may
 * wait, even at a second each.
 */
export const ROWS_WITH_NAMES = 200

export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(300))

/** Names and addresses of accounts as they are now; they are in the answer and nowhere else. */
export async function readNames(
  { accounts }: Pick<Ports, 'accounts'>,
  accountIds: readonly string[],
): Promise<(accountId: string) => readonly [name: string | null, email: string | null]> {
  const known = await accounts.lookUp(accountIds)
  return (accountId) => {
    const account = known.get(accountId)
    return [account?.name ?? null, account === undefined || account.email === '' ? null : account.email]
  }
}

/** A cursor that is a place in a list. */
export function toPlace(cursor: string | null): number {
  const place = Number(cursor ?? 0)
  return Number.isSafeInteger(place) && place >= 0 ? place : 0
}
