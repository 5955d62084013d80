import * as v from 'valibot'
import { PATTERN_MAX, checkPattern } from '../patterns'

/** Schemas of single values. Every message completes "Setting: …, got …"; the library's own would tell nobody anything. */
const ID = 'expected an id of 1 to 200 characters'
export const id = v.pipe(v.string(ID), v.trim(), v.minLength(1, ID), v.maxLength(200, ID))

export const wholeNumber = (min: number, max: number) => {
  const message = `expected a whole number from ${min} to ${max}`
  return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message))
}

/** @param min 0 where nothing at all is a value, too */
export const text = (max: number, min: 0 | 1 = 1, what = 'a text') => {
  const message = `expected ${what} of ${min === 0 ? 'at most' : '1 to'} ${max} characters`
  return v.pipe(v.string(message), v.trim(), v.minLength(min, message), v.maxLength(max, message))
}

export const flag = v.boolean('expected true or false')

export const oneOf = <const T extends readonly string[]>(values: T, known: readonly string[] = values) => {
  const last = known.at(-1) ?? ''
  const words = known.length > 4 ? `one of ${known.join(', ')}` : `${known.slice(0, -1).join(', ')} or ${last}`
  return v.picklist(values, `expected ${words}`)
}

/** A pattern that RE2 understands, over a whole value in any letter case. */
export const pattern = (min: 0 | 1 = 1) =>
  v.pipe(
    text(PATTERN_MAX, min, 'a pattern'),
    v.rawCheck(({ dataset, addIssue }) => {
      const problem = dataset.typed && dataset.value !== '' ? checkPattern(dataset.value) : null
      if (problem !== null) addIssue({ message: problem })
    }),
  )
