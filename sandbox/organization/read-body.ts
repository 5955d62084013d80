/** Reads the fields of a search's body, with the sizes that the API's document states. */
import { badRequest } from './errors'

export type Body = Readonly<Record<string, unknown>>

/** undefined when the field is absent. A text that is named twice refuses the request: the API's document calls such lists unique. */
export function readTexts(body: Body, name: string, max: number): readonly string[] | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (
    !Array.isArray(value) ||
    value.length < 1 ||
    value.length > max ||
    value.some((item) => typeof item !== 'string') ||
    new Set(value).size !== value.length
  ) {
    throw badRequest(`${name}: expected a list of 1 to ${max} texts, each once.`)
  }
  return value as string[]
}

export function readChoices<T extends string>(
  body: Body,
  name: string,
  choices: readonly T[],
  max: number,
): readonly T[] | undefined {
  const values = readTexts(body, name, max)
  const wrong = values?.find((value) => !choices.includes(value as T))
  if (wrong !== undefined) throw badRequest(`${name}: unknown value "${wrong}", expected one of ${choices.join(', ')}.`)
  return values as readonly T[] | undefined
}

export function readText(body: Body, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || typeof value === 'string') return value
  throw badRequest(`${name}: expected a text.`)
}

export function readLimit(value: unknown, fallback: number, max: number): number {
  if (value === undefined || value === null) return fallback
  const limit = Number(value)
  if (!Number.isInteger(limit) || limit < 1 || limit > max)
    throw badRequest(`limit: expected a number from 1 to ${max}.`)
  return limit
}
