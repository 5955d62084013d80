import * as v from 'valibot'
import { oneOf, text, wholeNumber } from './parts'
import { NONE, row, section } from './row'
import type { ValuesOf } from './row'

const PRICE = 'expected a number from 0 to 100,000'

/** What a seat costs, for the figures of savings alone. */
export const billing = section({
  title: 'Billing',
  about: 'What a seat costs, so that savings are shown in money too. Atlassian tells apps no prices.',
  previews: NONE,
  rows: {
    billingPeriod: row(oneOf(['monthly', 'annual']), {
      default: 'monthly',
      label: 'Billing period',
      help: 'With monthly billing a seat that is given back saves money in the next period.',
      choices: [
        { label: 'Monthly', value: 'monthly' },
        { label: 'Annual', value: 'annual' },
      ],
    }),
    billingDay: row(wholeNumber(1, 28), {
      default: 1,
      label: 'Day on which a billing period begins',
      help: 'Day of the month, from 1 to 28.',
    }),
    seatPrice: row(v.nullable(v.pipe(v.number(PRICE), v.minValue(0, PRICE), v.maxValue(100_000, PRICE))), {
      default: null,
      label: 'Price of a seat and month',
      help: 'For example 7.91. Empty: savings are counted in seats.',
    }),
    seatCurrency: row(text(10), { default: 'USD', label: 'Currency', help: 'For example USD.' }),
  },
})

export type BillingSettings = ValuesOf<typeof billing.rows>
