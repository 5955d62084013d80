import { List, ListItem, SectionMessage, Spinner, Inline, Stack, Text } from '@forge/react'
import { productName } from '../../../src/core/settings/products'
import { formatNumber } from '../format'
import { jobNames, preview as texts } from '../texts'
import type { DraftValues } from './draft'
import type { PreviewState } from './use-previews'

/** What is typed about the bill; a price that is not (yet) a number says nothing. */
type Billing = Pick<DraftValues, 'billingPeriod' | 'seatPrice' | 'seatCurrency'>

interface PreviewMessagesProps {
  readonly states: readonly PreviewState[]
  readonly billing: Billing
}

/** What each run would do with the unsaved settings. */
export function PreviewMessages({ states, billing }: PreviewMessagesProps) {
  return (
    <Stack space="space.100">
      {states.map((state) => (
        <PreviewMessage key={state.job} state={state} billing={billing} />
      ))}
    </Stack>
  )
}

function PreviewMessage({ state, billing }: { readonly state: PreviewState; readonly billing: Billing }) {
  const title = texts.title(jobNames[state.job])
  if (state.type === 'running') {
    return (
      <Inline space="space.100" alignBlock="center">
        <Spinner size="small" label={texts.running} />
        <Text color="color.text.subtle">{`${title}: ${texts.running}`}</Text>
      </Inline>
    )
  }
  if (state.type === 'problem' || state.preview.status !== 'done') {
    const message = state.type === 'problem' ? state.message : (state.preview.because ?? texts.failed)
    return (
      <SectionMessage appearance="warning" title={title}>
        <Text>{message}</Text>
      </SectionMessage>
    )
  }
  const { counts, seatsFreed, isAboveLimit } = state.preview
  const names = state.job === 'sweep' ? texts.sweepCounts : texts.provisionCounts
  const lines = [
    ...Object.entries(names).map(([name, label]) => `${label}: ${formatNumber(counts[name] ?? 0)}`),
    ...Object.entries(seatsFreed).map(([key, seats]) => texts.freed(productName(key), formatNumber(seats))),
    ...costLines(Object.values(seatsFreed), billing),
  ]
  return (
    <SectionMessage appearance={isAboveLimit ? 'warning' : 'information'} title={title}>
      <Stack space="space.100">
        <List type="unordered">
          {lines.map((line) => (
            <ListItem key={line}>{line}</ListItem>
          ))}
        </List>
        {isAboveLimit ? <Text>{texts.aboveLimit}</Text> : null}
      </Stack>
    </SectionMessage>
  )
}

function costLines(freed: readonly number[], { billingPeriod, seatPrice, seatCurrency }: Billing): readonly string[] {
  const seats = freed.reduce((sum, one) => sum + one, 0)
  if (typeof seatPrice !== 'number' || seats === 0) return []
  return [texts.cost(formatNumber(Math.round(seats * seatPrice)), seatCurrency, billingPeriod)]
}
