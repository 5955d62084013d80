import * as v from 'valibot'

/** Building blocks of the sections. Every message completes "Setting: …, got …". */
const ID = 'expected an id of 1 to 200 characters'
export const id = v.pipe(v.string(ID), v.trim(), v.minLength(1, ID), v.maxLength(200, ID))

export const ids = (max: number) => v.pipe(v.array(id), v.maxLength(max, `expected at most ${max} ids`))

export const wholeNumber = (min: number, max: number) => {
  const message = `expected a whole number from ${min} to ${max}`
  return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message))
}

export const shortText = (max: number) => {
  const message = `expected a text of 1 to ${max} characters`
  return v.pipe(v.string(message), v.trim(), v.minLength(1, message), v.maxLength(max, message))
}
