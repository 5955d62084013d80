import { Button, SectionMessage, Stack, Text } from '@forge/react'
import type { TabName } from '../texts'
import { Section } from '../common/section'
import { formatInstantsIn } from '../format'
import type { Alert } from '../questions'
import { overview as texts, tabs } from '../texts'

interface AlertsProps {
  readonly alerts: readonly Alert[]
  readonly timeZone: string
  readonly openTab: (name: TabName) => void
}

export function Alerts({ alerts, timeZone, openTab }: AlertsProps) {
  return (
    <Section title={texts.attention}>
      {alerts.length === 0 ? (
        <SectionMessage appearance="success">
          <Text>{texts.allWell}</Text>
        </SectionMessage>
      ) : (
        alerts.map((alert, index) => <AlertMessage key={index} alert={alert} timeZone={timeZone} openTab={openTab} />)
      )}
    </Section>
  )
}

function AlertMessage({ alert, timeZone, openTab }: { readonly alert: Alert } & Omit<AlertsProps, 'alerts'>) {
  const { level, title, text, tab } = alert
  return (
    <SectionMessage appearance={level} title={title}>
      <Stack space="space.100" alignInline="start">
        <Text>{formatInstantsIn(text, timeZone)}</Text>
        <Button appearance="subtle" spacing="compact" onClick={() => openTab(tab)}>
          {texts.goTo(tabs[tab])}
        </Button>
      </Stack>
    </SectionMessage>
  )
}
