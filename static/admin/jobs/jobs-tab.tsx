import { Stack, Text } from '@forge/react'
import type { Overview } from '../questions'
import { jobs as texts } from '../texts'
import { JobCard } from './job-card'

interface JobsTabProps {
  readonly overview: Overview
  readonly refresh: () => Promise<void>
}

export function JobsTab({ overview, refresh }: JobsTabProps) {
  return (
    <Stack space="space.500">
      <Text>{texts.dryRunExplained}</Text>
      <JobCard job="provision" overview={overview} refresh={refresh} />
      <JobCard job="grant" overview={overview} refresh={refresh} />
      <JobCard job="sweep" overview={overview} refresh={refresh} />
    </Stack>
  )
}
