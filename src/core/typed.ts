/** What people type: every message begins with what was expected and never tells what came, which may be a secret. */
import * as v from 'valibot'

export const typedText = (name: string) =>
  v.pipe(v.string(`Expected ${name}.`), v.trim(), v.minLength(1, `Expected ${name}, got nothing.`), v.maxLength(2_000))

export const typedPem = (name: string) =>
  v.pipe(
    v.string(`Expected ${name}.`),
    v.trim(),
    v.startsWith('-----BEGIN ', `Expected ${name} in PEM form.`),
    v.maxLength(20_000),
  )

/** Valibot's own messages quote what came: only ours are passed on. @param within what the issue's path is below; '' = nothing */
export function describeTyped(issue: v.BaseIssue<unknown>, within: string): string {
  const where = [within, v.getDotPath(issue) ?? ''].filter((part) => part !== '').join('.')
  const message = issue.message.startsWith('Expected the')
    ? issue.message
    : `Expected ${issue.expected ?? 'another value'}.`
  return where === '' ? message : `${where}: ${message}`
}
