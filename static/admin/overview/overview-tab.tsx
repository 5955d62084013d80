import { Stack } from '@forge/react'
import type { TabName } from '../admin-page'
import type { Overview } from '../questions'
import { Alerts } from './alerts'
import { Seats } from './seats'
import { WaitingList } from './waiting-list'

interface OverviewTabProps {
  readonly overview: Overview
  readonly openTab: (name: TabName) => void
}

export function OverviewTab({ overview, openTab }: OverviewTabProps) {
  return (
    <Stack space="space.400">
      <Alerts alerts={overview.alerts} timeZone={overview.settings.schedules.timeZone} openTab={openTab} />
      <Seats overview={overview} />
      <WaitingList overview={overview} />
    </Stack>
  )
}
