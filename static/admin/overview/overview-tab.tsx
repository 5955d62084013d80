import { Button, SectionMessage, Stack, Text } from '@forge/react'
import { Lines, Message, Section } from '../common/shapes'
import { formatInstant, formatInstantsIn } from '../format'
import type { Overview } from '../questions'
import { jobNames, overview as texts, tabs } from '../texts'
import type { TabName } from '../texts'
import { PeopleFigures, SeatsSection } from './figures'
import { SavingsSection } from './savings'
import { Troubles } from './troubles'
import { WaitingList } from './waiting-list'

interface OverviewTabProps {
  readonly overview: Overview
  readonly openTab: (name: TabName) => void
  readonly refresh: () => Promise<void>
}

export function OverviewTab({ overview, openTab, refresh }: OverviewTabProps) {
  // No seat is what the others were told.
  const askers = overview.waiting.filter(({ message }) => message === null).length
  return (
    <Stack space="space.400">
      <Alerts overview={overview} openTab={openTab} />
      <SeatsSection overview={overview} />
      <PeopleFigures overview={overview} />
      <WaitingList overview={overview} refresh={refresh} />
      {overview.troubles + askers > 0 ? (
        <Troubles timeZone={overview.settings.schedules.timeZone} asOf={overview.now} askers={askers} />
      ) : null}
      <NextRunsOfAll overview={overview} />
      <SavingsSection />
    </Stack>
  )
}

/** What needs attention, each with the way to the tab where it is mended. */
function Alerts({ overview, openTab }: Omit<OverviewTabProps, 'refresh'>) {
  const { alerts, settings } = overview
  return (
    <Section title={texts.attention}>
      {alerts.length === 0 ? <Message appearance="success" text={texts.allWell} /> : null}
      {alerts.map(({ level, title, text, tab }, index) => (
        <SectionMessage key={index} appearance={level} title={title}>
          <Stack space="space.100" alignInline="start">
            <Text>{formatInstantsIn(text, settings.schedules.timeZone)}</Text>
            <Button appearance="subtle" spacing="compact" onClick={() => openTab(tab)}>
              {texts.goTo(tabs[tab])}
            </Button>
          </Stack>
        </SectionMessage>
      ))}
    </Section>
  )
}

/** When each job runs next by itself. */
function NextRunsOfAll({ overview }: { readonly overview: Overview }) {
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
      <Lines lines={[...lines, leavers]} />
    </Section>
  )
}
