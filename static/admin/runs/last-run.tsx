import { Heading, Inline, Lozenge, Stack, Text } from '@forge/react'
import type { RunOutcome, RunReport } from '../../../src/app/state/run-report'
import { Lines, Message, Subtle } from '../common/shapes'
import { formatInstant, formatInstantsIn } from '../format'
import { jobs as texts, outcomes } from '../texts'
import { toCountLines, toSkipLines } from './run-lines'
import type { RunLine } from './run-lines'

interface LastRunProps {
  readonly title: string
  /** Said when there is no report. */
  readonly never: string
  readonly report: RunReport | null
  readonly timeZone: string
}

const APPEARANCES = {
  done: 'success',
  applying: 'inprogress',
  'dry-run': 'default',
  held: 'moved',
  refused: 'moved',
  failed: 'removed',
} as const satisfies Record<RunOutcome, string>

/** How a run went: outcome, times, the reason it stopped, counts, and who was left alone. */
export function LastRun({ title, never, report, timeZone }: LastRunProps) {
  const heading = (
    <Heading as="h3" size="xsmall">
      {title}
    </Heading>
  )
  if (report === null) {
    return (
      <Stack space="space.050">
        {heading}
        <Subtle>{never}</Subtle>
      </Stack>
    )
  }
  const started = formatInstant(report.startedAt, timeZone)
  const ended = formatInstant(report.endedAt, timeZone)
  return (
    <Stack space="space.100">
      <Inline space="space.100" alignBlock="center" shouldWrap>
        {heading}
        <Lozenge appearance={APPEARANCES[report.outcome]}>{outcomes[report.outcome]}</Lozenge>
        <Text>{texts.times(started, ended)}</Text>
      </Inline>
      {report.because === null ? null : (
        <Message
          appearance={report.outcome === 'failed' ? 'error' : 'warning'}
          text={formatInstantsIn(report.because, timeZone)}
        />
      )}
      <Counts title={texts.counts} lines={toCountLines(report.counts)} />
      <Counts title={texts.skips} lines={toSkipLines(report.skips)} />
      {report.oddRows === undefined ? null : <Text>{texts.oddRows(report.oddRows)}</Text>}
    </Stack>
  )
}

function Counts({ title, lines }: { readonly title: string; readonly lines: readonly RunLine[] }) {
  if (lines.length === 0) return null
  return (
    <Stack space="space.050">
      <Text weight="medium">{title}</Text>
      <Lines lines={lines.map(({ name, value }) => `${name}: ${value}`)} />
    </Stack>
  )
}
