/** One setting that is no longer what it was. */
export interface SettingChange {
  /** e.g. "schedules.sweep", "products.jira-software.seatReserve" or "requiredGroupIds" */
  readonly setting: string
  /** Of a list: the entry that was added or taken out. */
  readonly entry?: string
  /** null = it was not there, or is no longer there. */
  readonly from: string | null
  readonly to: string | null
}

/** Longer values are cut: an entry of the audit trail is one line. */
const VALUE_MAX = 200

/** What differs between two versions of the settings, setting by setting, in the order of the names. */
export function compareSettings(before: unknown, after: unknown): readonly SettingChange[] {
  const old = flatten(before)
  const next = flatten(after)
  const names = [...new Set([...old.keys(), ...next.keys()])].sort()
  return names.flatMap((name): SettingChange[] => {
    const from = old.get(name) ?? null
    const to = next.get(name) ?? null
    if (from?.value === to?.value) return []
    const { setting, entry } = (to ?? from)!
    const cut = (value: string | undefined): string | null => value?.slice(0, VALUE_MAX) ?? null
    return [{ setting, ...(entry === undefined ? {} : { entry }), from: cut(from?.value), to: cut(to?.value) }]
  })
}

interface Flat {
  readonly setting: string
  readonly entry?: string
  readonly value: string
}

/** Every value by its whole name. Lists of ids go by the id, lists of records by their key or account id. */
function flatten(settings: unknown): Map<string, Flat> {
  const found = new Map<string, Flat>()
  const visit = (value: unknown, path: string, entry?: string): void => {
    if (Array.isArray(value)) {
      for (const [index, one] of value.entries()) visitEntry(one, index, path)
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, one] of Object.entries(value)) visit(one, path === '' ? name : `${path}.${name}`, entry)
    } else if (value !== undefined) {
      const flat = { setting: path, value: String(value) }
      found.set(`${path} ${entry ?? ''}`, entry === undefined ? flat : { ...flat, entry })
    }
  }
  const visitEntry = (one: unknown, index: number, path: string): void => {
    if (typeof one !== 'object' || one === null) {
      found.set(`${path} ${String(one)}`, { setting: path, entry: String(one).slice(0, VALUE_MAX), value: 'true' })
      return
    }
    const { key, accountId } = one as { key?: unknown; accountId?: unknown }
    if (typeof key === 'string') visit(one, `${path}.${key}`)
    else visit(one, path, typeof accountId === 'string' ? accountId : `#${index + 1}`)
  }
  visit(settings, '')
  return found
}
