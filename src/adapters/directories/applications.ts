import type { Application } from '../../ports'

/** Each application once, the most used first. */
export function countApplications(rows: readonly Application[]): readonly Application[] {
  const counts = new Map<string, { readonly name: string; count: number }>()
  for (const { id, name } of rows.filter((row) => row.id !== '')) {
    const known = counts.get(id) ?? { name: name === '' ? id : name, count: 0 }
    known.count += 1
    counts.set(id, known)
  }
  return [...counts].sort(([, one], [, other]) => other.count - one.count).map(([id, { name }]) => ({ id, name }))
}
