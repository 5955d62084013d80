import { Box, ErrorMessage, HelperMessage, Text } from '@forge/react'
import { RunDates } from '../runs/next-runs'
import type { SchedulePreview } from '../questions'
import { settings } from '../texts'
import { useSchedulePreview } from './use-schedule-preview'

const texts = settings.schedules

interface SchedulePreviewLinesProps {
  readonly expression: string
  readonly timeZone: string
  /** What is in force, whose preview came with the overview. */
  readonly saved: { readonly expression: string; readonly timeZone: string; readonly preview: SchedulePreview }
}

/** What an expression means, below the field in which it is typed. */
export function SchedulePreviewLines(props: SchedulePreviewLinesProps) {
  const state = useSchedulePreview(props)
  switch (state.type) {
    case 'checking':
      return <HelperMessage>{texts.checking}</HelperMessage>
    case 'problem':
      return <ErrorMessage>{state.message}</ErrorMessage>
    case 'preview':
      return (
        <Box paddingBlockStart="space.100">
          <Text color="color.text.subtle">{texts.next(state.preview.words)}</Text>
          <RunDates schedule={state.preview} />
          {state.preview.warning !== null && <Text color="color.text.warning">{state.preview.warning}</Text>}
        </Box>
      )
  }
}
