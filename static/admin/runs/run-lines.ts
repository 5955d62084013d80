import { formatNumber } from '../format'
import { countNames, reasons } from '../texts'

/** A number of a run report with its name in plain words. */
export interface RunLine {
  readonly name: string
  readonly value: string
}

/** Counts worth a line: those that are zero say nothing. */
export function toCountLines(counts: Readonly<Record<string, number>>): readonly RunLine[] {
  return toLines(counts, countNames)
}

/** Counts in one line, e.g. "Access taken back: 12, Failed: 1". */
export function toCountText(counts: Readonly<Record<string, number>>, between: string): string {
  return toCountLines(counts)
    .map(({ name, value }) => `${name}: ${value}`)
    .join(between)
}

export function toSkipLines(skips: Readonly<Record<string, number>>): readonly RunLine[] {
  return toLines(skips, reasons)
}

/** In the order of the texts; a name that this page does not know (yet) comes last, as it is. */
function toLines(
  values: Readonly<Record<string, number>>,
  names: Readonly<Record<string, string>>,
): readonly RunLine[] {
  const known = Object.keys(names)
  const rank = (name: string): number => (known.includes(name) ? known.indexOf(name) : known.length)
  return Object.entries(values)
    .filter(([, value]) => value !== 0)
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([name, value]) => ({ name: names[name] ?? name, value: formatNumber(value) }))
}
