/** The part of Okta's filter language that is modelled: comparisons joined by `and` and `or`, without brackets. */
import { invalidSearch } from './errors'

export interface Comparison {
  readonly name: string
  readonly operator: 'eq' | 'gt' | 'ge' | 'lt' | 'le'
  readonly value: string
}

/** Any of these, each of which is all of those. */
export type Expression = readonly (readonly Comparison[])[]

const COMPARISON = /^\s*([\w.]+)\s+(eq|gt|ge|lt|le)\s+"((?:[^"\\]|\\.)*)"\s*/i
const JOIN = /^(and|or)\s+/i

export function parseExpression(text: string): Expression {
  const alternatives: Comparison[][] = [[]]
  let rest = text
  for (;;) {
    const [whole, name, operator, value] = COMPARISON.exec(rest) ?? []
    if (whole === undefined) throw invalidSearch(`Expected a comparison at "${rest.slice(0, 40)}".`)
    const comparison = { name: name!, operator: operator!.toLowerCase(), value: value!.replace(/\\(.)/g, '$1') }
    alternatives.at(-1)!.push(comparison as Comparison)
    rest = rest.slice(whole.length)
    if (rest === '') return alternatives
    const join = JOIN.exec(rest)
    if (join === null) throw invalidSearch(`Expected "and" or "or" at "${rest.slice(0, 40)}".`)
    if (join[1]!.toLowerCase() === 'or') alternatives.push([])
    rest = rest.slice(join[0].length)
  }
}

/** Compares two instants. */
export function compare(given: number, operator: Comparison['operator'], value: number): boolean {
  if (operator === 'eq') return given === value
  if (operator === 'gt') return given > value
  if (operator === 'ge') return given >= value
  return operator === 'lt' ? given < value : given <= value
}
