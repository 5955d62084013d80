/** Measured rows → docs/benchmarks.md. */
import type { Row } from './all'
import type { BenchCase } from './bench-case'
import { judgeBounds } from './bounds'
import { growthExponent } from './growth'
import { PUBLISHED } from './published-figures'

/** Where and on what it was measured. */
export interface Origin {
  readonly commit: string
  readonly machine: string
}

const REFERENCE_PEOPLE = 42_000

/** Columns of every case: the key of a row, what stands above it, and how many decimals it has. */
const COLUMNS = [
  ['jiraRequests', 'Jira', 0],
  ['organizationRequests', 'Organization', 0],
  ['scimRequests', 'SCIM', 0],
  ['entraRequests', 'Entra', 0],
  ['jiraPoints', 'Jira points', 0],
  ['simulatedSeconds', 'Seconds', 1],
  ['cpuMs', 'CPU ms', 0],
  ['liveHeapMb', 'Live MB', 1],
  ['peakRssMb', 'Process MB', 0],
  ['kvsReadMb', 'KVS read MB', 3],
  ['kvsWriteMb', 'KVS written MB', 3],
  ['kvsStoredMb', 'KVS stored MB', 3],
  ['queueEvents', 'Events', 0],
  ['invocations', 'Invocations', 0],
  ['gbSeconds', 'GB-s', 2],
  ['usd', '$', 5],
] as const

const COSTS = [
  ['usdGbSeconds', 'GB-seconds', 3],
  ['usdKvsReads', 'KVS reads', 3],
  ['usdKvsWrites', 'KVS writes', 3],
  ['usdLogs', 'Logs', 3],
  ['usd', 'Together', 3],
  ['usdWithCpu', 'With all CPU', 3],
  ['peakJiraPointsPerHour', 'Peak Jira points an hour', 0],
] as const

type Column = readonly [key: string, title: string, decimals: number]

export function toMarkdown(cases: readonly BenchCase[], all: readonly Row[], { commit, machine }: Origin): string {
  const rows = withHeaps(all)
  const parts = [
    '# Benchmarks',
    `Written by \`npm run -s bench -- --markdown\` at ${commit} on ${machine}. Everything but CPU time and memory is the same on every machine: it is counted by the sandbox in virtual time, from the real bundle.`,
    INTRODUCTION,
    '## What is promised',
    table(
      ['Promise', 'Measured', 'Holds'],
      judgeBounds(all).map(({ says, measured, holds }) => [
        says,
        measured,
        holds === null ? 'not measured' : holds ? 'yes' : '**no**',
      ]),
    ),
    '## What a month costs',
    'The first 30 days, in US dollars at Forge’s list price with nothing free deducted.',
    sizeTable(
      rows.filter((row) => row.case === 'month'),
      COSTS,
    ),
    '## Beside what others publish',
    table(['Who', 'Says', `For ${REFERENCE_PEOPLE.toLocaleString('en')} people`, 'Ours', 'Source'], published(rows)),
    ...cases.flatMap((each) => section(each, rows)),
  ]
  return `${parts.join('\n\n')}\n`
}

const INTRODUCTION = `**Seconds** are virtual, by the latencies in the sandbox’s limits files. **GB-s** are the memory of each function times its virtual duration: waiting is all in them, computing
is not. **With all CPU** adds every CPU second of the whole process, the sandbox’s own simulation included, as if it were the app’s on one CPU of its own (1,769 MB on AWS
Lambda), and 60 ms for every invocation, as if each began in a new process: the truth lies between the two. **Live MB** is the growth of what is alive in the middle of the work, after a full collection, the sandbox’s own included; it is
measured from 42,000 people on for the jobs that read everybody. **Process MB** is the whole process with the simulated company. **Growth** is the exponent of
a power law through the sizes: 0 = the same at every size, 1 = in proportion to the people.`

function section({ name, meaning, isFixed }: BenchCase, rows: readonly Row[]): string[] {
  const own = rows.filter((row) => row.case === name)
  if (own.length === 0) return []
  const text = `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.${isFixed === true ? ' Its size is its own.' : ''}`
  return [`## ${name}`, text, sizeTable(own, COLUMNS)]
}

function sizeTable(rows: readonly Row[], columns: readonly Column[]): string {
  const used = columns.filter(([key]) => rows.some((row) => row[key] !== undefined))
  const lines = rows.map((row) => [
    row.people.toLocaleString('en'),
    ...used.map(([key, , decimals]) => show(row[key], decimals)),
  ])
  const growth = used.map(([key]) => {
    const points = rows.flatMap((row) => {
      const value = row[key]
      return typeof value === 'number' ? [{ people: row.people, value }] : []
    })
    return growthExponent(points)?.toFixed(2) ?? '–'
  })
  const titles = ['People', ...used.map(([, title]) => title)]
  return table(titles, rows.length > 1 ? [...lines, ['Growth', ...growth]] : lines)
}

function show(value: Row[string] | undefined, decimals: number): string {
  if (typeof value !== 'number') return '–'
  return value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
}

/** The heap is measured in a run of its own: its number belongs to the row of the same case and size. */
function withHeaps(rows: readonly Row[]): readonly Row[] {
  const heaps = new Map(rows.flatMap((row) => ('liveHeapMb' in row ? [[keyOf(row), row['liveHeapMb']!] as const] : [])))
  return rows
    .filter((row) => !('liveHeapMb' in row))
    .map((row) => (heaps.has(keyOf(row)) ? { ...row, liveHeapMb: heaps.get(keyOf(row))! } : row))
}

const keyOf = (row: Row): string => `${row.case}/${row.people}`

function published(rows: readonly Row[]): readonly (readonly string[])[] {
  return PUBLISHED.map(({ who, says, means, source, ours }) => {
    const own = rows.filter((row) => row.case === ours?.case)
    const row = own.find(({ people }) => people === REFERENCE_PEOPLE) ?? own.at(-1)
    const seconds = ours === null ? undefined : row?.[ours.key]
    return [
      who,
      says,
      means,
      typeof seconds === 'number'
        ? `${duration(seconds)} (${ours!.case}, ${row!.people.toLocaleString('en')} people)`
        : '–',
      source,
    ]
  })
}

function duration(seconds: number): string {
  return seconds < 120 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(1)} min`
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(titles), line(titles.map(() => '-')), ...rows.map(line)].join('\n')
}
