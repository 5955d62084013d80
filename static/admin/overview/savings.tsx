import { LineChart, Spinner, Stack, Text } from '@forge/react'
import type { Savings } from '../../../src/app/measure/savings'
import { Lines, Message, Section, Subtle } from '../common/shapes'
import { useQuestion } from '../common/use-question'
import { ask } from '../questions'
import { savings as texts } from '../texts'

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
        ]),
  ]
}

function formatMoney(amount: number, currency: string): string {
  return `${amount.toLocaleString('en', { maximumFractionDigits: 0 })} ${currency}`
}
