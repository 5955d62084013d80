import { useEffect, useRef, useState } from 'react'
import { Inline, SectionMessage, Spinner, Stack, Text } from '@forge/react'
import type { Preview } from '../../../src/app/state/preview-record'
import type { Change } from '../../../src/core/settings/changes'
import { productName } from '../../../src/core/settings/products'
import type { PreviewedJob } from '../../../src/core/settings/row'
import { Lines, Message, Subtle } from '../common/shapes'
import { formatNumber } from '../format'
import { ask } from '../questions'
import { countNames, jobNames } from '../texts'
import type { DraftValues } from './draft'

export const previewTexts = {
  ask: 'What would this change?',
  atOnce: 'There are unsaved changes. No run looks at them: they count as soon as they are saved.',
  title: (job: string) => `${job} with these settings`,
  running: 'Looking, nothing is changed …',
  failed: 'It could not be found out. Try again in a minute.',
  freed: (product: string, seats: string) => `Seats freed in ${product}: ${seats}`,
  cost: (amount: string, currency: string, period: string) =>
    `Worth a month: ${amount} ${currency}${period === 'monthly' ? ', saved from the next billing period on' : ', saved when the plan is renewed'}`,
  aboveLimit: 'That is more than the removal limit: nobody would be removed before an administrator approves the plan.',
  everyoneTitle: 'Is everyone in scope?',
  everyone: (count: string) =>
    `No group is required. ${count} people would be in scope, and each gets an Atlassian account without access.`,
  everyoneUnknown: 'No group is required: everyone in the directory would be in scope. They are counted first.',
} as const

export type PreviewState =
  | { readonly job: PreviewedJob; readonly type: 'running' }
  | { readonly job: PreviewedJob; readonly type: 'problem'; readonly message: string }
  | { readonly job: PreviewedJob; readonly type: 'done'; readonly preview: Preview }

/** A run over a large company takes minutes; it is asked for this often. */
const PAUSE_MS = 2_000

export interface Previews {
  readonly states: readonly PreviewState[]
  readonly isRunning: boolean
  readonly begin: (jobs: readonly PreviewedJob[], changes: Change[]) => Promise<void>
  readonly forget: () => void
}

/** What runs on unsaved settings would do. Nothing is changed by asking. */
export function usePreviews(): Previews {
  const [states, setStates] = useState<readonly PreviewState[]>([])
  // Answers that belong to settings that have been typed over are dropped.
  const round = useRef(0)
  useEffect(() => () => void (round.current += 1), [])
  const follow = async (job: PreviewedJob, changes: Change[], mine: number): Promise<void> => {
    const show = (state: PreviewState): void => {
      if (mine === round.current) setStates((all) => all.map((one) => (one.job === job ? state : one)))
    }
    const begun = await ask(job === 'sweep' ? 'previewSweep' : 'previewProvision', { changes })
    if (!begun.ok) return show({ job, type: 'problem', message: begun.message })
    while (mine === round.current) {
      const answer = await ask('readPreview', { previewId: begun.value.previewId })
      if (!answer.ok) return show({ job, type: 'problem', message: answer.message })
      if (answer.value.status !== 'running') return show({ job, type: 'done', preview: answer.value })
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
  return {
    states,
    isRunning: states.some(({ type }) => type === 'running'),
    begin: async (jobs, changes) => {
      const mine = (round.current += 1)
      setStates(jobs.map((job) => ({ job, type: 'running' })))
      await Promise.all(jobs.map((job) => follow(job, changes, mine)))
    },
    forget: () => {
      round.current += 1
      setStates([])
    },
  }
}

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

/** The counts of a run that are told before anything is saved, also when they are zero. */
const SHOWN: Readonly<Record<PreviewedJob, readonly string[]>> = {
  provision: [
    ...['people', 'inScope', 'create', 'restore', 'update'],
    ...['left-deleted', 'left-disabled', 'left-out-of-scope'],
  ],
  sweep: ['holders', 'dormant', 'revoke'],
}

function PreviewMessage({ state, billing }: { readonly state: PreviewState; readonly billing: Billing }) {
  const title = previewTexts.title(jobNames[state.job])
  if (state.type === 'running') {
    return (
      <Inline space="space.100" alignBlock="center">
        <Spinner size="small" label={previewTexts.running} />
        <Subtle>{`${title}: ${previewTexts.running}`}</Subtle>
      </Inline>
    )
  }
  if (state.type === 'problem' || state.preview.status !== 'done') {
    const message = state.type === 'problem' ? state.message : (state.preview.because ?? previewTexts.failed)
    return <Message appearance="warning" title={title} text={message} />
  }
  const { counts, seatsFreed, isAboveLimit } = state.preview
  const lines = [
    ...SHOWN[state.job].map((name) => `${countNames[name]}: ${formatNumber(counts[name] ?? 0)}`),
    ...Object.entries(seatsFreed).map(([key, seats]) => previewTexts.freed(productName(key), formatNumber(seats))),
    ...costLines(Object.values(seatsFreed), billing),
  ]
  return (
    <SectionMessage appearance={isAboveLimit ? 'warning' : 'information'} title={title}>
      <Stack space="space.100">
        <Lines lines={lines} />
        {isAboveLimit ? <Text>{previewTexts.aboveLimit}</Text> : null}
      </Stack>
    </SectionMessage>
  )
}

function costLines(freed: readonly number[], { billingPeriod, seatPrice, seatCurrency }: Billing): readonly string[] {
  const seats = freed.reduce((sum, one) => sum + one, 0)
  if (typeof seatPrice !== 'number' || seats === 0) return []
  return [previewTexts.cost(formatNumber(Math.round(seats * seatPrice)), seatCurrency, billingPeriod)]
}
