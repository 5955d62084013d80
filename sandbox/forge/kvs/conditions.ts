/** The conditions of @forge/kvs (`FilterConditions`, `WhereConditions`), evaluated on one value. */
import { KvsFailure } from './failure'

export interface Condition {
  readonly condition: string
  readonly values: readonly unknown[]
}

/** Body of `filters` and of a transaction's `conditions`: one of the two lists. */
export interface ConditionList {
  readonly and?: readonly (Condition & { readonly property: string })[]
  readonly or?: readonly (Condition & { readonly property: string })[]
}

/** @param value undefined when the attribute is absent */
export function holds({ condition, values }: Condition, value: unknown): boolean {
  switch (condition) {
    case 'EXISTS':
      return value !== undefined
    case 'NOT_EXISTS':
      return value === undefined
    case 'EQUAL_TO':
      return value === values[0]
    case 'NOT_EQUAL_TO':
      return value !== values[0]
    case 'GREATER_THAN':
      return isOrdered(value, values[0]) && value > (values[0] as Ordered)
    case 'GREATER_THAN_EQUAL_TO':
      return isOrdered(value, values[0]) && value >= (values[0] as Ordered)
    case 'LESS_THAN':
      return isOrdered(value, values[0]) && value < (values[0] as Ordered)
    case 'LESS_THAN_EQUAL_TO':
      return isOrdered(value, values[0]) && value <= (values[0] as Ordered)
    case 'BETWEEN':
      return isOrdered(value, values[0]) && value >= (values[0] as Ordered) && value <= (values[1] as Ordered)
    case 'BEGINS_WITH':
      return typeof value === 'string' && value.startsWith(String(values[0]))
    case 'CONTAINS':
      return typeof value === 'string' && value.includes(String(values[0]))
    case 'NOT_CONTAINS':
      return !(typeof value === 'string' && value.includes(String(values[0])))
    default:
      throw new KvsFailure('BAD_REQUEST', `Unknown condition "${condition}".`)
  }
}

/** @param entity null when the key holds no value: it is judged like a value without any attribute */
export function allHold(list: ConditionList, entity: Readonly<Record<string, unknown>> | null): boolean {
  const fits = (item: Condition & { readonly property: string }): boolean => holds(item, entity?.[item.property])
  if (list.and !== undefined) return list.and.every(fits)
  if (list.or !== undefined) return list.or.some(fits)
  throw new KvsFailure('BAD_REQUEST', 'Expected the conditions under "and" or "or".')
}

type Ordered = string & number

/** Numbers compare with numbers and strings with strings, never across. */
function isOrdered(value: unknown, limit: unknown): value is Ordered {
  return typeof value === typeof limit && (typeof value === 'number' || typeof value === 'string')
}
