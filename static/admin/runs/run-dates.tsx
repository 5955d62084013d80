import { Lines } from '../common/shapes'
import { formatInstant } from '../format'
import type { SchedulePreview } from '../questions'

/** The next runs as dates of the schedule's own time zone. */
export function RunDates({ schedule: { next, timeZone } }: { readonly schedule: SchedulePreview }) {
  return <Lines lines={next.map((instant) => formatInstant(instant, timeZone))} />
}
