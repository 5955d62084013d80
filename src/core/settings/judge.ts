import * as v from 'valibot'
import { isRow } from './row'
import type { Rows } from './row'
import { ROWS, RULES, lookUp } from './table'
import type { SettingValues } from './table'

/** What is wrong with one setting, by its place in the settings, e.g. `products.0.seatReserve`; '' is the whole. */
export interface SettingProblem {
  readonly path: string
  readonly message: string
}

const whole = schemaOf(ROWS)

function schemaOf(rows: Rows): v.GenericSchema {
  const entries = Object.entries(rows).map(
    ([name, node]) => [name, isRow(node) ? node.schema : schemaOf(node)] as const,
  )
  return v.strictObject(Object.fromEntries(entries), 'expected settings that this app knows')
}

/** Judges settings as a whole: each value, then what several of them say together. @param values all of them, as typed */
export function judgeSettings(
  values: unknown,
): { readonly settings: SettingValues } | { readonly problems: readonly SettingProblem[] } {
  const parsed = v.safeParse(whole, values)
  if (!parsed.success) {
    return {
      problems: parsed.issues.map((issue) => ({
        path: v.getDotPath(issue) ?? '',
        message: describeIssue(issue, values),
      })),
    }
  }
  const settings = parsed.output as SettingValues
  const problems = RULES.flatMap(({ paths, check }) => {
    const message = check?.(settings) ?? null
    return message === null ? [] : [{ path: /^\w+/.exec(paths[0]!)![0], message }]
  })
  return problems.length === 0 ? { settings } : { problems }
}

function describeIssue(issue: v.BaseIssue<unknown>, values: unknown): string {
  const label = lookUp(
    (issue.path ?? []).map(({ key }) => String(key)),
    values,
  ).label
  // A pattern's own problem says what it got.
  const got = issue.message.includes(', got ') ? '' : `, got ${quote(issue.input)}`
  return `${label}: ${issue.message}${got}.`
}

/** What somebody typed, short enough for a message. Settings hold no secrets. */
function quote(input: unknown): string {
  if (input === undefined || input === null) return 'nothing'
  if (Array.isArray(input)) return String(input.length)
  if (typeof input === 'object') return 'something else'
  if (typeof input !== 'string') return String(input)
  return input.length <= 40 ? `"${input}"` : `${input.length} characters`
}
