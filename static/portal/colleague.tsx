import { useState } from 'react'
import { Heading, LoadingButton, SectionMessage, Stack, Text, UserPicker } from '@forge/react'
import type { ColleagueAnswer } from '../../src/app/signals/colleague'
import { colleague as texts } from './texts'
import { invoke } from './use-portal'

type Outcome = ColleagueAnswer['state'] | 'failed'

/** Picks somebody, asks for them, and says what became of it. */
export function Colleague() {
  const [accountId, setAccountId] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const send = async (): Promise<void> => {
    if (accountId === null || isBusy) return
    setBusy(true)
    try {
      setOutcome((await invoke('requestForColleague', { accountId })).state)
    } catch {
      setOutcome('failed')
    }
    setBusy(false)
  }
  return (
    <Stack space="space.150" alignInline="start">
      <Heading as="h2" size="medium">
        {texts.title}
      </Heading>
      <Text>{texts.about}</Text>
      <UserPicker
        name="colleague"
        label={texts.who}
        onChange={(user) => {
          const picked = Array.isArray(user) ? user[0] : user
          setAccountId(picked?.id ?? null)
          setOutcome(null)
        }}
      />
      <LoadingButton isLoading={isBusy} isDisabled={accountId === null} onClick={() => void send()}>
        {texts.ask}
      </LoadingButton>
      {outcome === null ? null : (
        <SectionMessage appearance={outcome === 'asked' || outcome === 'holds' ? 'success' : 'warning'}>
          <Text>{outcome === 'failed' ? texts.failed : texts.answers[outcome]}</Text>
        </SectionMessage>
      )}
    </Stack>
  )
}
