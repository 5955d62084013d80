import type { DayMeasure, GrantMeasure } from '../../core/savings'
import type { Store } from '../../ports'
import { defineRecords } from './record'

/** How a day (YYYY-MM-DD, UTC) ended, and what became of those who asked on it. */
const measures = defineRecords<DayMeasure>((day) => `measure:${day}`)
const grantMeasures = defineRecords<GrantMeasure>((day) => `measure:${day}:grants`)
/** As long as the store keeps anything that is to be forgotten: a year. */
const TTL_SECONDS = 365 * 86_400

export async function saveMeasure(store: Store, measure: DayMeasure): Promise<void> {
  await measures.change(store, measure.day, () => measure, TTL_SECONDS)
}

export async function saveGrantMeasure(store: Store, day: string, measure: GrantMeasure): Promise<void> {
  await grantMeasures.change(store, day, () => measure, TTL_SECONDS)
}

/** @returns those of the days that were measured, in their order */
export async function readMeasures(store: Store, days: readonly string[]): Promise<readonly DayMeasure[]> {
  return [...(await measures.readMany(store, days)).values()]
}

export async function readGrantMeasures(store: Store, days: readonly string[]): Promise<readonly GrantMeasure[]> {
  return [...(await grantMeasures.readMany(store, days)).values()]
}
