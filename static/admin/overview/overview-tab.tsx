import { Stack } from '@forge/react'
import type { TabName } from '../texts'
import type { Overview } from '../questions'
import { Alerts } from './alerts'
import { NextRunsOfAll } from './next-runs-of-all'
import { PeopleFigures } from './people-figures'
import { SavingsSection } from './savings'
import { SeatsSection } from './seats'
import { WaitingList } from './waiting-list'

interface OverviewTabProps {
  readonly overview: Overview
  readonly openTab: (name: TabName) => void
  readonly refresh: () => Promise<void>
}

export function OverviewTab({ overview, openTab, refresh }: OverviewTabProps) {
  return (
    <Stack space="space.400">
      <Alerts alerts={overview.alerts} timeZone={overview.settings.schedules.timeZone} openTab={openTab} />
      <SeatsSection overview={overview} />
      <PeopleFigures overview={overview} />
      <WaitingList overview={overview} refresh={refresh} />
      <NextRunsOfAll overview={overview} />
      <SavingsSection />
    </Stack>
  )
}
