import { Heading, List, ListItem, Stack, Text } from '@forge/react'
import { formatInstant } from '../format'
import type { SchedulePreview } from '../questions'
import { jobs as texts } from '../texts'

/** A schedule in words, and its next runs as dates of its own time zone. */
export function NextRuns({ schedule }: { readonly schedule: SchedulePreview }) {
  return (
    <Stack space="space.050">
      <Heading as="h3" size="xsmall">
        {texts.nextRuns}
      </Heading>
      <Text>{`${schedule.words} (${schedule.timeZone}). ${texts.startsAfter}`}</Text>
      <RunDates schedule={schedule} />
    </Stack>
  )
}

export function RunDates({ schedule }: { readonly schedule: SchedulePreview }) {
  return (
    <List type="unordered">
      {schedule.next.map((instant) => (
        <ListItem key={instant}>{formatInstant(instant, schedule.timeZone)}</ListItem>
      ))}
    </List>
  )
}
