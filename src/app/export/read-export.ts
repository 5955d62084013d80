import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { Ports } from '../../ports'
import { parseInput } from '../../core/input'
import { auditExport } from './audit'
import { doubtsExport } from './doubts'
import type { ExportRows, ExportSource } from './export-source'
import { missedExport } from './missed'
import { peopleExport } from './people'
import { reviewExport, synchronisedExport } from './reviews'
import { journalExport, planExport } from './runs'
import { troublesExport } from './troubles'
import { waitsExport } from './waits'

/** Every list that can be exported: one line each. */
const SOURCES = {
  review: reviewExport,
  synchronised: synchronisedExport,
  plan: planExport,
  journal: journalExport,
  people: peopleExport,
  audit: auditExport,
  troubles: troublesExport,
  doubts: doubtsExport,
  missed: missedExport,
  waits: waitsExport,
} satisfies Readonly<Record<string, ExportSource>>

export type ExportKind = keyof typeof SOURCES

/** Which list, and what it needs to be found: a plan, a run, a dry run. */
export interface ExportQuestion {
  readonly kind: ExportKind
  readonly of?: Readonly<Record<string, string | null>>
}

export interface ExportHead {
  /** Without its ending. */
  readonly fileName: string
  readonly columns: readonly string[]
}

/** What a resolver may answer is 5 MB; a megabyte is left for what is around the rows. */
export const ANSWER_MAX_BYTES = 4_000_000

const KINDS = Object.keys(SOURCES) as [ExportKind, ...ExportKind[]]
const fields = {
  kind: v.picklist(KINDS, `Expected one of the lists ${KINDS.join(', ')}.`),
  of: v.optional(v.record(v.string(), v.nullable(v.string())), {}),
}

/** Begins an export: it names the file and its columns. Who exported what is in the audit trail. */
export async function startExport(ports: Ports, input: unknown): Promise<ExportHead & { readonly kind: ExportKind }> {
  const { kind, of } = parseInput(v.strictObject(fields), input)
  const day = ports.clock.now().toISOString().slice(0, 10)
  const fileName = `universal-access-${SOURCES[kind].fileName(of)}-${day}`
  return { kind, fileName, columns: SOURCES[kind].columns }
}

/** One page of an export. */
export async function readExport(ports: Ports, input: unknown): Promise<ExportRows> {
  const schema = v.strictObject({ ...fields, cursor: v.nullable(v.pipe(v.string(), v.maxLength(2_000))) })
  const { kind, of, cursor } = parseInput(schema, input)
  const page = await SOURCES[kind].read(ports, of, cursor)
  const bytes = JSON.stringify(page).length
  if (bytes <= ANSWER_MAX_BYTES) return page
  throw new AppError(
    'bad-response',
    `Expected at most ${ANSWER_MAX_BYTES} characters in one page of the list, got ${bytes}.`,
  )
}
