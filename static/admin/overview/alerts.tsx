import { Button, SectionMessage, Stack, Text } from '@forge/react'
import type { TabName } from '../texts'
import { Section } from '../common/section'
import { formatInstantsIn } from '../format'
import type { Alert } from '../questions'
import { alertText, overview as texts, tabs } from '../texts'

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
  const { title, text } = alertText(alert)
  const target = targetOf(alert)
  return (
    <SectionMessage appearance={appearanceOf(alert)} title={title}>
      <Stack space="space.100" alignInline="start">
        <Text>{formatInstantsIn(text, timeZone)}</Text>
        <Button appearance="subtle" spacing="compact" onClick={() => openTab(target)}>
          {texts.goTo(tabs[target])}
        </Button>
      </Stack>
    </SectionMessage>
  )
}

function targetOf({ type }: Alert): TabName {
  if (type === 'not-connected' || type === 'key-expires' || type === 'group-not-listed') return 'setup'
  if (type === 'people-wait') return 'people'
  return type === 'notices-refused' || type === 'signal-silent' || type === 'few-seats' ? 'settings' : 'runs'
}

function appearanceOf(alert: Alert): 'information' | 'warning' | 'error' {
  switch (alert.type) {
    case 'not-armed':
      return 'information'
    case 'run-stopped':
      return alert.outcome === 'failed' ? 'error' : 'warning'
    case 'key-expires':
      return alert.daysLeft < 0 ? 'error' : 'warning'
    case 'seats-unreadable':
      return 'error'
    case 'signal-failing':
      return 'error'
    case 'not-connected':
    case 'group-not-listed':
    case 'few-seats':
    case 'people-wait':
    case 'signal-silent':
    case 'notices-refused':
    case 'plan-held':
      return 'warning'
  }
}
