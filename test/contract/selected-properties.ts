/** What no schema can say of Graph: with `$select` an object has exactly the properties that were asked for. */
import type { Breach, Exchange } from './exchange'

/** Absent for who never signed in. */
const OFTEN_ABSENT = new Set(['signInActivity'])

export function checkSelected(operation: string, { request, reply }: Exchange): readonly Breach[] {
  const select = request.url.searchParams.get('$select')
  if (select === null || reply.status !== 200 || request.url.pathname.startsWith('/v1.0/auditLogs/')) return []
  const wanted = select.split(',')
  const body = JSON.parse(reply.body) as { value?: readonly Record<string, unknown>[] }
  const items = body.value ?? [body as Record<string, unknown>]
  const wrong = items.find((item) => !hasExactly(item, wanted))
  if (wrong === undefined) return []
  return [{ operation, place: 'reply 200 item', problem: `must have exactly the selected ${select}`, value: wrong }]
}

function hasExactly(item: Readonly<Record<string, unknown>>, wanted: readonly string[]): boolean {
  if (item['@removed'] !== undefined) return true
  const names = Object.keys(item).filter((name) => !name.startsWith('@odata.'))
  const isWanted = names.every((name) => wanted.includes(name))
  // Among objects of several types, each has those of the properties that its type has.
  if (item['@odata.type'] !== undefined) return isWanted
  return isWanted && wanted.every((name) => OFTEN_ABSENT.has(name) || names.includes(name))
}
