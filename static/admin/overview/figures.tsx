import { Box, DonutChart, Inline, Stack, Text } from '@forge/react'
import { FIGURE_CARD } from '../common/boxes'
import { Message, Section, Subheading, Subtle } from '../common/shapes'
import { formatInstant, formatNumber } from '../format'
import type { Overview } from '../questions'
import { overview as texts } from '../texts'
import { toSeatSegments } from './seat-segments'

/** Seats of every product in numbers, for everybody, and as a chart. */
export function SeatsSection({ overview }: { readonly overview: Overview }) {
  return (
    <Section title={texts.seats}>
      <Stack space="space.300">
        {overview.settings.products.map((product) => (
          <Stack key={product.key} space="space.150">
            <Subheading>{texts.productOf(product.key)}</Subheading>
            <SeatsOfProduct
              product={product}
              seats={overview.products.find(({ productKey }) => productKey === product.key)?.seats ?? null}
            />
          </Stack>
        ))}
      </Stack>
    </Section>
  )
}

interface SeatsOfProductProps {
  readonly product: Overview['settings']['products'][number]
  readonly seats: Overview['seats']
}

function SeatsOfProduct({ product: { key, seatReserve, cap }, seats }: SeatsOfProductProps) {
  if (seats === null) return <Message appearance="warning" text={texts.seatsUnreadable} />
  const orUnlimited = (value: number | null): string => (value === null ? texts.unlimited : formatNumber(value))
  return (
    <>
      <Figures
        figures={[
          [texts.used, formatNumber(seats.used)],
          [texts.free, orUnlimited(seats.remaining)],
          [texts.reserve, formatNumber(seatReserve)],
          ...(cap === null ? [] : [[texts.cap, formatNumber(cap)] as const]),
          [texts.total, orUnlimited(seats.total)],
        ]}
      />
      <Subtle>{texts.reserveExplained(seatReserve)}</Subtle>
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
    </>
  )
}

/** How the company stands, as the last runs found it. */
export function PeopleFigures({ overview }: { readonly overview: Overview }) {
  const { people, waiting, isWaitingCut, settings } = overview
  const { timeZone } = settings.schedules
  const at = (instant: string | null): string | null => (instant === null ? null : formatInstant(instant, timeZone))
  const counts = (['inDirectory', 'provisioned', 'withAccess', 'active', 'dormant', 'missed'] as const).map((name) => {
    const count = people[name]
    return [texts[name], count === null ? texts.unknown : formatNumber(count)] as const
  })
  return (
    <Section title={texts.people} about={texts.peopleAbout(at(people.accountsAt), at(people.accessAt))}>
      <Figures figures={[...counts, [texts.waitingNow, `${formatNumber(waiting.length)}${isWaitingCut ? '+' : ''}`]]} />
    </Section>
  )
}

/** Numbers with their names. */
function Figures({ figures }: { readonly figures: readonly (readonly [name: string, value: string])[] }) {
  return (
    <Inline space="space.150" shouldWrap>
      {figures.map(([name, value]) => (
        <Box key={name} padding="space.150" xcss={FIGURE_CARD}>
          <Stack>
            <Subtle>{name}</Subtle>
            <Text size="large" weight="bold">
              {value}
            </Text>
          </Stack>
        </Box>
      ))}
    </Inline>
  )
}
