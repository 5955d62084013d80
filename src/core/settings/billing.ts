import * as v from 'valibot'
import { shortText, wholeNumber } from './parts'

/** What a seat costs, for the figures of savings alone: no API tells it. */
export interface BillingSettings {
  /** Day of the month on which a billing period begins. */
  readonly billingDay: number
  readonly billingPeriod: 'monthly' | 'annual'
  /** For one seat and month; null = not typed in, so savings are counted in seats. */
  readonly seatPrice: number | null
  readonly seatCurrency: string
}

export const BILLING_DEFAULTS: BillingSettings = {
  billingDay: 1,
  billingPeriod: 'monthly',
  seatPrice: null,
  seatCurrency: 'USD',
}

export const billingEntries = {
  billingDay: v.optional(wholeNumber(1, 28)),
  billingPeriod: v.optional(v.picklist(['monthly', 'annual'], 'expected "monthly" or "annual"')),
  seatPrice: v.optional(
    v.nullable(
      v.pipe(
        v.number('expected a number'),
        v.minValue(0, 'expected 0 or more'),
        v.maxValue(100_000, 'expected at most 100,000'),
      ),
    ),
  ),
  seatCurrency: v.optional(shortText(10)),
}

export const BILLING_LABELS = {
  billingDay: 'Day on which a billing period begins',
  billingPeriod: 'Billing period',
  seatPrice: 'Price of a seat and month',
  seatCurrency: 'Currency',
}
