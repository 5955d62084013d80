import { Button, Heading, Inline, LoadingButton, SectionMessage, Stack, Text } from '@forge/react'
import type { PortalAnswer } from '../../src/app/signals/portal'
import { Colleague } from './colleague'
import { delays, otherDelay, otherReason, portal as texts, reasons } from './texts'
import { usePortal } from './use-portal'

/** One message about the caller's own access, and one button; who has access can ask for a colleague. */
export function PortalPage() {
  const { answer, isBusy, hasFailed, ask, refresh } = usePortal()
  return (
    <Stack space="space.200">
      <Heading as="h1" size="large">
        {texts.title}
      </Heading>
      {hasFailed ? (
        <SectionMessage appearance="error">
          <Text>{texts.failed}</Text>
        </SectionMessage>
      ) : null}
      {answer === null ? <Text>{hasFailed ? '' : texts.loading}</Text> : <Message answer={answer} />}
      <Inline space="space.100">
        {answer?.state === 'none' || answer?.state === 'refused' ? (
          <LoadingButton appearance="primary" isLoading={isBusy} onClick={ask}>
            {answer.state === 'none' ? texts.ask : texts.askAgain}
          </LoadingButton>
        ) : null}
        {answer?.state === 'none' ? null : (
          <Button appearance="subtle" isDisabled={isBusy} onClick={refresh}>
            {texts.refresh}
          </Button>
        )}
      </Inline>
      {answer?.state === 'granted' && answer.isColleagueOff !== true ? <Colleague /> : null}
    </Stack>
  )
}

const APPEARANCE = {
  none: 'information',
  asked: 'information',
  busy: 'warning',
  delayed: 'warning',
  waiting: 'warning',
  granted: 'success',
  refused: 'error',
  off: 'information',
  'cannot-ask': 'error',
  'too-often': 'warning',
} as const

function Message({ answer }: { readonly answer: PortalAnswer }) {
  const { state } = answer
  return (
    <SectionMessage appearance={APPEARANCE[state]} title={texts[state].title}>
      {state === 'waiting' ? <Text>{answer.message}</Text> : null}
      {state === 'delayed' ? <Text>{delays[answer.because] ?? otherDelay}</Text> : null}
      <Text>{state === 'refused' ? (reasons[answer.because] ?? otherReason) : texts[state].text}</Text>
    </SectionMessage>
  )
}
