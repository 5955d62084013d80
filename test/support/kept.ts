import type { Sandbox } from '../../sandbox/create-sandbox'

/** Everything that the app keeps, by its key: records without their versions, and requests. */
export function keptBy({ host }: Pick<Sandbox, 'host'>): Readonly<Record<string, unknown>> {
  const { kvs, entities } = host.inspectStorage()
  const records = Object.entries(entities['record'] ?? {}) as [string, { readonly data: unknown }][]
  return { ...kvs, ...entities['request'], ...Object.fromEntries(records.map(([key, { data }]) => [key, data])) }
}
