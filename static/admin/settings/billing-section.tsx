import { ChoiceSetting, NumberSetting, TextSetting } from './fields'
import type { SectionProps } from './section-props'

/** What a seat costs and when a billing period begins: for the figures of savings alone. */
export function BillingSection({ draft }: SectionProps) {
  return (
    <>
      <ChoiceSetting draft={draft} path="billingPeriod" />
      <NumberSetting draft={draft} path="billingDay" />
      <NumberSetting draft={draft} path="seatPrice" />
      <TextSetting draft={draft} path="seatCurrency" width={120} />
    </>
  )
}
