import type { Sandbox } from '../../sandbox/create-sandbox'

/** Everything that the app keeps, by its key: records without their versions, and requests. */
export function keptBy({ host }: Pick<Sandbox, 'host'>): Readonly<Record<string, unknown>> {
  const { kvs, entities } = host.inspectStorage()
  const records = Object.entries(entities['record'] ?? {}) as [string, { readonly data: unknown }][]
  return { ...kvs, ...entities['request'], ...Object.fromEntries(records.map(([key, { data }]) => [key, data])) }
}

/** Changes that failed, by what they are. */
export function troublesOf(
  sandbox: Pick<Sandbox, 'host'>,
): Readonly<Record<string, { readonly because: string; readonly tries: number }>> {
  const parts = Object.entries(keptBy(sandbox)).filter(([key]) => /^troubles:.$/.test(key))
  return Object.assign({}, ...parts.map(([, value]) => (value as { readonly troubles: object }).troubles)) as never
}
