import { settings } from '../texts'
import { LongTextSetting, NumberSetting } from './fields'
import type { SectionProps } from './sections'

const texts = settings.seats

export function SeatSection({ draft }: SectionProps) {
  return (
    <>
      <NumberSetting
        draft={draft}
        path="products.0.dormancyDays"
        label={texts.dormancyDays}
        help={texts.dormancyHelp}
      />
      <NumberSetting draft={draft} path="products.0.seatReserve" label={texts.seatReserve} help={texts.reserveHelp} />
      <LongTextSetting draft={draft} path="refusalMessage" label={texts.refusalMessage} help={texts.refusalHelp} />
    </>
  )
}
