import { Box, DonutChart, Inline, SectionMessage, Stack, Text } from '@forge/react'
import { Section } from '../common/section'
import { formatNumber } from '../format'
import type { Overview } from '../questions'
import { overview as texts } from '../texts'
import { toSeatSegments } from './seat-segments'

/** Seats in numbers, for everybody, and as a chart. */
export function Seats({ overview }: { readonly overview: Overview }) {
  const { seats, settings } = overview
  if (seats === null) {
    return (
      <Section title={texts.seats}>
        <SectionMessage appearance="warning">
          <Text>{texts.seatsUnreadable}</Text>
        </SectionMessage>
      </Section>
    )
  }
  const { seatReserve } = settings.products[0]
  const orUnlimited = (value: number | null): string => (value === null ? texts.unlimited : formatNumber(value))
  return (
    <Section title={texts.seats} about={texts.productOf(seats.productKey)}>
      <Inline space="space.400" shouldWrap>
        <Figure name={texts.used} value={formatNumber(seats.used)} />
        <Figure name={texts.free} value={orUnlimited(seats.remaining)} />
        <Figure name={texts.reserve} value={formatNumber(seatReserve)} />
        <Figure name={texts.total} value={orUnlimited(seats.total)} />
      </Inline>
      <Text color="color.text.subtle">{texts.reserveExplained(seatReserve)}</Text>
      {seats.remaining === null ? null : (
        <DonutChart
          title={texts.chartTitle}
          data={[...toSeatSegments(seats, seatReserve)]}
          colorAccessor="segment"
          valueAccessor="seats"
          labelAccessor="segment"
          height={280}
        />
      )}
    </Section>
  )
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <Box>
      <Stack>
        <Text color="color.text.subtle">{name}</Text>
        <Text size="large" weight="bold">
          {value}
        </Text>
      </Stack>
    </Box>
  )
}
