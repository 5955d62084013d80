import { Stack, Text } from '@forge/react'
import type { Overview } from '../questions'
import { jobs as texts } from '../texts'
import { JobCard } from './job-card'
import { Journal } from './journal'
import { RunningSection, useRunning } from './running'

interface RunsTabProps {
  readonly overview: Overview
  readonly looks: number
  readonly refresh: () => Promise<void>
}

/** What is under way, the three jobs, and what was done. */
export function RunsTab({ overview, looks, refresh }: RunsTabProps) {
  const { work, watch } = useRunning(looks, () => void refresh())
  const { timeZone } = overview.settings.schedules
  const afterChange = (): Promise<void> => {
    watch()
    return refresh()
  }
  return (
    <Stack space="space.500">
      <RunningSection work={work} timeZone={timeZone} refresh={afterChange} />
      <Text>{texts.dryRunExplained}</Text>
      <JobCard job="provision" overview={overview} refresh={afterChange} />
      <JobCard job="grant" overview={overview} refresh={afterChange} />
      <JobCard job="sweep" overview={overview} refresh={afterChange} />
      <Journal timeZone={timeZone} looks={looks} refresh={afterChange} />
    </Stack>
  )
}
