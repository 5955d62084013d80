import { settings } from '../texts'
import { ChoiceSetting, NumberSetting, TextSetting } from './fields'
import type { SectionProps } from './sections'

const texts = settings.billing

/** What a seat costs and when a billing period begins: for the figures of savings alone. */
export function BillingSection({ draft }: SectionProps) {
  return (
    <>
      <ChoiceSetting
        draft={draft}
        path="billingPeriod"
        label={texts.period}
        help={texts.periodHelp}
        choices={texts.periods}
      />
      <NumberSetting draft={draft} path="billingDay" label={texts.day} help={texts.dayHelp} />
      <NumberSetting draft={draft} path="seatPrice" label={texts.price} help={texts.priceHelp} canBeEmpty isDecimal />
      <TextSetting draft={draft} path="seatCurrency" label={texts.currency} help={texts.currencyHelp} width={120} />
    </>
  )
}
