import { useEffect, useState } from 'react'
import { Box, ErrorMessage, HelperMessage, Select, Text, Textfield } from '@forge/react'
import { Field, textOf } from '../common/field'
import { Subtle } from '../common/shapes'
import { ask } from '../questions'
import type { Answer, SchedulePreview } from '../questions'
import { RunDates } from '../runs/run-dates'
import { Labelled, NumberSetting, TextSetting, describe, idOf } from './fields'
import type { SectionProps } from './fields'

const texts = {
  checking: 'Checking …',
  next: (words: string) => `${words}. Next runs:`,
} as const

/** When the jobs run. The server says while somebody types what an expression means. */
export function ScheduleSection({ draft, overview }: SectionProps) {
  const { schedules } = draft.values
  const saved = draft.inForce.schedules
  const cron = (job: 'provision' | 'sweep') => {
    const path = `schedules.${job}` as const
    return (
      <Field id={idOf(path)} label={describe({ draft, path }).label}>
        <Textfield
          key={draft.generation}
          id={idOf(path)}
          defaultValue={schedules[job]}
          isMonospaced
          width={240}
          onChange={(event) => draft.set(path, textOf(event))}
        />
        <SchedulePreviewLines
          expression={schedules[job]}
          timeZone={schedules.timeZone}
          saved={{ expression: saved[job], timeZone: saved.timeZone, preview: overview.schedules[job] }}
        />
      </Field>
    )
  }
  // Every time zone that the browser knows, with UTC and the one in force, which it may not list.
  const timeZones = [...new Set(['UTC', saved.timeZone, ...Intl.supportedValuesOf('timeZone')])]
  return (
    <>
      {cron('provision')}
      {cron('sweep')}
      <Labelled draft={draft} path="schedules.timeZone">
        <Select
          key={draft.generation}
          inputId={idOf('schedules.timeZone')}
          defaultValue={toOption(schedules.timeZone)}
          options={timeZones.map(toOption)}
          onChange={(option: { value: string }) => draft.set('schedules.timeZone', option.value)}
        />
      </Labelled>
      <NumberSetting draft={draft} path="schedules.leaversMinutes" />
      <TextSetting draft={draft} path="schedules.signIn" width={240} isMonospaced />
    </>
  )
}

function toOption(value: string): { label: string; value: string } {
  return { label: value, value }
}

interface SchedulePreviewLinesProps {
  readonly expression: string
  readonly timeZone: string
  /** What is in force, whose preview came with the overview. */
  readonly saved: { readonly expression: string; readonly timeZone: string; readonly preview: SchedulePreview }
}

/** The server is asked once somebody has stopped typing for this long. */
const PAUSE_MS = 400

/** What an expression means, below the field in which it is typed. */
function SchedulePreviewLines({ expression, timeZone, saved }: SchedulePreviewLinesProps) {
  const isSaved = expression === saved.expression && timeZone === saved.timeZone
  const [answer, setAnswer] = useState<Answer<SchedulePreview> | null>(null)
  useEffect(() => {
    if (isSaved) return undefined
    setAnswer(null)
    // An answer that comes after the next key stroke is not shown.
    let isCurrent = true
    const timer = setTimeout(() => {
      void ask('previewSchedule', { expression, timeZone }).then((next) => {
        if (isCurrent) setAnswer(next)
      })
    }, PAUSE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [expression, timeZone, isSaved])
  if (!isSaved && answer === null) return <HelperMessage>{texts.checking}</HelperMessage>
  if (!isSaved && answer?.ok === false) return <ErrorMessage>{answer.message}</ErrorMessage>
  const preview = !isSaved && answer?.ok === true ? answer.value : saved.preview
  return (
    <Box paddingBlockStart="space.100">
      <Subtle>{texts.next(preview.words)}</Subtle>
      <RunDates schedule={preview} />
      {preview.warning !== null && <Text color="color.text.warning">{preview.warning}</Text>}
    </Box>
  )
}
