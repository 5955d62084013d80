/**
 * The part of Jira expressions that the sandbox understands in `trigger.filter.expression`:
 *
 *   comparison := event.<path> (== | !=) literal       literal: null, true, false, a number, or text in quotes
 *   expression := comparison, joined by && and ||      && binds tighter; no parentheses
 *
 * Anything else is an error when the app is loaded, never a silent answer.
 */
export type EventFilter = (event: Readonly<Record<string, unknown>>) => boolean

const COMPARISON = /^event((?:\??\.[A-Za-z_]\w*)+)\s*(==|!=)\s*(null|true|false|-?\d+(?:\.\d+)?|'[^']*'|"[^"]*")$/

/** @throws Error when the expression uses more than the part described above */
export function parseFilterExpression(expression: string): EventFilter {
  const alternatives = expression
    .split('||')
    .map((part) => part.split('&&').map((text) => parseComparison(text.trim(), expression)))
  return (event) => alternatives.some((comparisons) => comparisons.every((holds) => holds(event)))
}

function parseComparison(text: string, expression: string): EventFilter {
  const [, path, operator, literal] = COMPARISON.exec(text) ?? []
  if (path === undefined || literal === undefined) {
    throw new Error(`The sandbox does not understand "${text}" in the filter expression "${expression}".`)
  }
  const names = path.replaceAll('?', '').slice(1).split('.')
  const expected = parseLiteral(literal)
  return (event) => {
    let value: unknown = event
    for (const name of names) value = (value as Record<string, unknown> | null | undefined)?.[name]
    return ((value ?? null) === expected) === (operator === '==')
  }
}

function parseLiteral(literal: string): unknown {
  return literal.startsWith("'") ? literal.slice(1, -1) : (JSON.parse(literal) as unknown)
}
