/** Rows of people in which one field is not as documented, in lists, batches and look-ups alike: nothing tells the caller. */
import type { ServiceReply } from '../service'
import { parseJson } from '../strict-routes'
import type { RequestFault } from './fault'
import type { NamesPerson } from './person'

type OddRow = Extract<RequestFault, { type: 'row' }>
type Row = Record<string, unknown>

/**
 * @param names whose rows; null = everybody's
 * @param onChange told of each row that is changed
 */
export function spoilRows(
  { field, value }: OddRow,
  names: NamesPerson | null,
  reply: ServiceReply,
  onChange: () => void,
): ServiceReply {
  const body = parseJson(reply.body) as Row | undefined
  if (reply.status !== 200 || body === undefined) return reply
  const spoil = (row: unknown): unknown => {
    if (!isPerson(row) || (names !== null && !names(JSON.stringify(row)))) return row
    onChange()
    return withField(row, field.split('.'), value)
  }
  const lists = (['data', 'value'] as const).filter((name) => Array.isArray(body[name]))
  const spoilt =
    lists.length === 0
      ? spoil(body)
      : { ...body, ...Object.fromEntries(lists.map((name) => [name, (body[name] as unknown[]).map(spoil)])) }
  return { ...reply, body: JSON.stringify(spoilt) }
}

/** An account of the organization, or a user of the directory. */
function isPerson(row: unknown): row is Row {
  return typeof row === 'object' && row !== null && ('accountId' in row || 'userPrincipalName' in row)
}

/** @param path through objects, and through every entry of a list */
function withField(within: unknown, [name, ...rest]: readonly string[], value: OddRow['value']): unknown {
  if (Array.isArray(within)) return within.map((entry) => withField(entry, [name!, ...rest], value))
  if (typeof within !== 'object' || within === null) return within
  const { [name!]: known, ...others } = within as Row
  if (rest.length > 0) return { ...others, [name!]: withField(known, rest, value) }
  return value === undefined ? others : { ...others, [name!]: value }
}
