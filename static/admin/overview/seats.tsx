import { DonutChart, Heading, Inline, SectionMessage, Stack, Text } from '@forge/react'
import { Section } from '../common/section'
import { formatNumber } from '../format'
import type { Overview } from '../questions'
import { overview as texts } from '../texts'
import { Figure } from './figure'
import { toSeatSegments } from './seat-segments'

/** Seats of every product in numbers, for everybody, and as a chart. */
export function SeatsSection({ overview }: { readonly overview: Overview }) {
  return (
    <Section title={texts.seats}>
      <Stack space="space.300">
        {overview.settings.products.map((product) => (
          <SeatsOfProduct
            key={product.key}
            product={product}
            seats={overview.products.find(({ productKey }) => productKey === product.key)?.seats ?? null}
          />
        ))}
      </Stack>
    </Section>
  )
}

interface SeatsOfProductProps {
  readonly product: Overview['settings']['products'][number]
  readonly seats: Overview['seats']
}

function SeatsOfProduct({ product, seats }: SeatsOfProductProps) {
  const { key, seatReserve, cap } = product
  const heading = (
    <Heading as="h3" size="small">
      {texts.productOf(key)}
    </Heading>
  )
  if (seats === null) {
    return (
      <Stack space="space.150">
        {heading}
        <SectionMessage appearance="warning">
          <Text>{texts.seatsUnreadable}</Text>
        </SectionMessage>
      </Stack>
    )
  }
  const orUnlimited = (value: number | null): string => (value === null ? texts.unlimited : formatNumber(value))
  return (
    <Stack space="space.150">
      {heading}
      <Inline space="space.150" shouldWrap>
        <Figure name={texts.used} value={formatNumber(seats.used)} />
        <Figure name={texts.free} value={orUnlimited(seats.remaining)} />
        <Figure name={texts.reserve} value={formatNumber(seatReserve)} />
        {cap === null ? null : <Figure name={texts.cap} value={formatNumber(cap)} />}
        <Figure name={texts.total} value={orUnlimited(seats.total)} />
      </Inline>
      <Text color="color.text.subtle">{texts.reserveExplained(seatReserve)}</Text>
      {seats.remaining === null ? null : (
        <DonutChart
          title={texts.chartOf(key)}
          data={[...toSeatSegments(seats, seatReserve)]}
          colorAccessor="segment"
          valueAccessor="seats"
          labelAccessor="segment"
          height={240}
        />
      )}
    </Stack>
  )
}
