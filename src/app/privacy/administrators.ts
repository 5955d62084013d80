/** Administrators who are named beside what they have entered: they need neither a link nor a seat of their own. */
import type { Store } from '../../ports'
import { alertsNamedBy } from '../state/alerts-told'
import { forgetMakers, readMakerIds } from '../state/makers'
import { readTogether } from '../state/record'
import { settingsRecord } from '../state/settings'
import { setupRecord } from '../state/setup-record'
import type { PartRecord, SetupRecord } from '../state/setup-record'
import { CLOSED_ACCOUNT } from './forget-traces'

/** @returns account ids, each once */
export async function readAdministrators(store: Store): Promise<readonly string[]> {
  const { setup, settings, named } = await readTogether(store, {
    ...{ setup: setupRecord, settings: settingsRecord, named: alertsNamedBy },
  })
  const ids = [
    ...Object.values(setup.parts).flatMap(({ savedBy = [] }) => savedBy),
    ...Object.values(setup.confirmations).map(({ by }) => by),
    ...Object.values(settings.changes ?? {}).map(({ by }) => by),
    ...[named ?? []].flat(),
    ...(await readMakerIds(store)),
  ]
  return [...new Set(ids)].filter((id) => id !== CLOSED_ACCOUNT)
}

/** What they have entered stays as it is, and no longer says who it was. */
export async function forgetAdministrators(store: Store, accountIds: readonly string[]): Promise<void> {
  const gone = new Set(accountIds)
  const nameOf = (id: string): string => (gone.has(id) ? CLOSED_ACCOUNT : id)
  await setupRecord.change(store, ({ parts, confirmations }) => ({
    parts: mapValues(parts, (part) => withoutSaver(part, gone)) as SetupRecord['parts'],
    confirmations: mapValues(confirmations, (one) => ({ ...one, by: nameOf(one.by) })) as SetupRecord['confirmations'],
  }))
  await settingsRecord.change(store, (stored) =>
    stored.changes === undefined
      ? stored
      : { ...stored, changes: mapValues(stored.changes, (change) => ({ ...change, by: nameOf(change.by) })) },
  )
  await alertsNamedBy.change(store, (named) => (named !== null && gone.has(named) ? null : named))
  await forgetMakers(store, accountIds)
}

function withoutSaver({ savedBy, ...part }: PartRecord, gone: ReadonlySet<string>): PartRecord {
  return savedBy === undefined || gone.has(savedBy) ? part : { savedAt: part.savedAt, savedBy, expires: part.expires }
}

function mapValues<T>(record: Readonly<Partial<Record<string, T>>>, map: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value as T)]))
}
