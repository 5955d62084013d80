import type { Store } from '../../ports'
import { defineRecord } from './record'

/** When administrators were last told of an alert, by its name. */
export type Told = Readonly<Record<string, string>>

export const alertsTold = defineRecord<Told>('alerts-told', {})

/** Account id of the administrator who named the issue for alerts. */
export const alertsNamedBy = defineRecord<string | null>('alerts-named-by', null)

/** Free seats of each product as last read for alerts. */
export interface KnownSeats {
  readonly at: string
  /** `remaining` null = unlimited. A product whose seats are not known is missing. */
  readonly seats: readonly { readonly productKey: string; readonly remaining: number | null }[]
}

export const KNOWN_SEATS = 'known-seats'

/** What was last read, and nothing to lose: written as it is. */
export async function noteSeats(store: Store, seats: KnownSeats): Promise<void> {
  await store.set(KNOWN_SEATS, seats)
}
