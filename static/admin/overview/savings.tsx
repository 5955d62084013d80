import { LineChart, Spinner, Stack, Text } from '@forge/react'
import type { Savings } from '../../../src/app/measure/savings'
import { Export } from '../common/export'
import { Lines, Message, Section, Subtle } from '../common/shapes'
import { useQuestion } from '../common/use-question'
import { formatNumber } from '../format'
import { ask } from '../questions'
import { exports, sourceNames } from '../texts'

const seats = (count: number): string => (count === 1 ? '1 seat' : `${formatNumber(count)} seats`)

const texts = {
  title: 'Savings and trend',
  about: 'Measured once a day, at midnight UTC.',
  loading: 'Reading the measures',
  none: 'The first day has not been measured yet. Come back tomorrow.',
  chart: (productKey: string) => `Seats of ${productKey} in use, day by day`,
  used: 'In use',
  total: 'Paid for',
  freed: (count: number, days: number) =>
    `${seats(count)} freed by sweeps within ${days === 1 ? '1 day' : `${days} days`}`,
  worth: (amount: string) => `Worth ${amount} a month at the price you typed in`,
  idle: (free: number, worth: string | null) =>
    `${seats(free)} paid for and not in use${worth === null ? '' : `: ${worth} a month could be saved with a smaller plan`}`,
  unlimited: 'Seats are unlimited, so none are paid for in vain',
  possible: (dormant: number) =>
    `${seats(dormant)} without activity for too long at the last sweep, freed or kept with a reason`,
  peak: (peak: number, since: string) => `Peak of the billing period since ${since}: ${seats(peak)} in use`,
  reserve: (day: string) => `As things go, too few seats are free from ${day} on`,
  noForecast: 'Use is not growing, or too few days are known: no date on which seats run short',
  grants: (granted: number, byHand: number) =>
    `${formatNumber(granted)} got access, ${formatNumber(granted - byHand)} of them without a person deciding`,
  waits: (median: string, p99: string) =>
    `The app itself took at most ${median} for half of them once it had heard of them, ${p99} for 99 of 100`,
  way: (way: string, granted: number, median: string, p99: string) =>
    `From the person's act, ${way} (${formatNumber(granted)}): half within ${median}, 99 of 100 within ${p99}`,
  monthly:
    'Monthly billing counts the most seats in use at any time of the period: a seat that is freed now saves from the next period on.',
  annual: 'With annual billing a seat that is freed saves when the plan is renewed with fewer seats.',
  seconds: (seconds: number): string =>
    seconds < 60
      ? `${seconds} s`
      : seconds < 3_600
        ? `${seconds / 60} min`
        : seconds < 86_400
          ? `${seconds / 3_600} h`
          : `${seconds / 86_400} days`,
} as const

/** What was freed, what could be saved, how use goes on: asked for once, when the overview is opened. */
export function SavingsSection() {
  const { answer, kept, problem } = useQuestion(() => ask('getSavings'), '')
  return (
    <Section title={texts.title} about={texts.about}>
      {answer === null ? <Spinner label={texts.loading} /> : null}
      <Message appearance="warning" text={problem} />
      {kept === null ? null : <Figures measured={kept} />}
    </Section>
  )
}

function Figures({ measured }: { readonly measured: Savings }) {
  const { days, products, billing } = measured
  if (days.length === 0) return <Text>{texts.none}</Text>
  return (
    <Stack space="space.200">
      {products.map(({ productKey, total }) => (
        <LineChart
          key={productKey}
          title={texts.chart(productKey)}
          data={days.flatMap(({ day, products: { [productKey]: one } }) =>
            one === undefined
              ? []
              : [
                  [day, one.used, texts.used],
                  ...(total === null || one.total === null ? [] : [[day, one.total, texts.total]]),
                ],
          )}
          xAccessor={0}
          yAccessor={1}
          colorAccessor={2}
        />
      ))}
      <Lines lines={toLines(measured)} />
      {measured.grants.ways.length === 0 ? null : (
        <Stack alignInline="start">
          <Export kind="waits" what={exports.what.waits} label={exports.waits} />
        </Stack>
      )}
      <Subtle>{billing.billingPeriod === 'monthly' ? texts.monthly : texts.annual}</Subtle>
    </Stack>
  )
}

/** Every figure as a sentence, in the order in which somebody who pays asks for them. */
function toLines({ days, products, freed, dormant, grants, billing, periodStart }: Savings): readonly string[] {
  const worth = (seats: number): string | null =>
    billing.seatPrice === null ? null : formatMoney(seats * billing.seatPrice, billing.seatCurrency)
  const freedWorth = worth(freed)
  const named = (productKey: string, line: string): string => (products.length > 1 ? `${productKey}: ${line}` : line)
  return [
    texts.freed(freed, days.length),
    ...(freedWorth === null || freed === 0 ? [] : [texts.worth(freedWorth)]),
    ...(dormant === null ? [] : [texts.possible(dormant)]),
    ...products.flatMap(({ productKey, free, peak, reserveHitOn }) => [
      named(productKey, free === null ? texts.unlimited : texts.idle(free, worth(free))),
      ...(peak === null ? [] : [named(productKey, texts.peak(peak, periodStart))]),
      ...(free === null
        ? []
        : [named(productKey, reserveHitOn === null ? texts.noForecast : texts.reserve(reserveHitOn))]),
    ]),
    ...(grants.medianSeconds === null || grants.p99Seconds === null
      ? []
      : [
          texts.grants(grants.granted, grants.byHand),
          texts.waits(texts.seconds(grants.medianSeconds), texts.seconds(grants.p99Seconds)),
          ...grants.ways.map(({ way, granted, medianSeconds, p99Seconds }) =>
            texts.way(sourceNames[way] ?? way, granted, texts.seconds(medianSeconds), texts.seconds(p99Seconds)),
          ),
        ]),
  ]
}

function formatMoney(amount: number, currency: string): string {
  return `${amount.toLocaleString('en', { maximumFractionDigits: 0 })} ${currency}`
}
