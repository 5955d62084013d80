import { List, ListItem } from '@forge/react'
import { Section } from '../common/section'
import { formatInstant } from '../format'
import type { Overview } from '../questions'
import { jobNames, overview as texts } from '../texts'

/** When each job runs next by itself. */
export function NextRunsOfAll({ overview }: { readonly overview: Overview }) {
  const { schedules, settings } = overview
  const lines = (['provision', 'sweep'] as const).flatMap((job) => {
    const { next, timeZone } = schedules[job]
    const [first] = next
    return first === undefined
      ? []
      : [texts.nextRun(jobNames[job], formatInstant(first, timeZone), settings.armed[job])]
  })
  const leavers = texts.nextLeavers(settings.schedules.leaversMinutes, settings.armed.provision)
  return (
    <Section title={texts.nextRuns}>
      <List type="unordered">
        {[...lines, leavers].map((line) => (
          <ListItem key={line}>{line}</ListItem>
        ))}
      </List>
    </Section>
  )
}
