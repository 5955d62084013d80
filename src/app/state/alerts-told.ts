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

export const knownSeats = defineRecord<KnownSeats | null>('known-seats', null)
