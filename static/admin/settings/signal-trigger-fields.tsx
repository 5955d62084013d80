import { useEffect, useState } from 'react'
import {
  Button,
  ButtonGroup,
  Inline,
  CodeBlock,
  LoadingButton,
  SectionMessage,
  Select,
  Stack,
  Text,
  Textfield,
} from '@forge/react'
import type { SignalTrigger } from '../../../src/app/signals/signal-secret'
import { Field } from '../common/field'
import { useAction } from '../common/use-action'
import { formatInstant } from '../format'
import { ask } from '../questions'
import { common, settings } from '../texts'

const texts = settings.trigger

/** Address of the web trigger and its secret, which goes in at once and never comes out. */
export function SignalTriggerFields({ timeZone }: { readonly timeZone: string }) {
  const [trigger, setTrigger] = useState<SignalTrigger | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const read = async (): Promise<void> => {
    const answer = await ask('getSignalTrigger').catch(() => ({ ok: false as const, message: common.failed }))
    if (answer.ok) setTrigger(answer.value)
    setProblem(answer.ok ? null : answer.message)
  }
  useEffect(() => {
    void read()
  }, [])
  if (problem !== null) {
    return (
      <SectionMessage appearance="warning" title={texts.unknown}>
        <Text>{problem}</Text>
      </SectionMessage>
    )
  }
  if (trigger === null) return <Text color="color.text.subtle">{common.loading}</Text>
  const { secret } = trigger
  return (
    <Stack space="space.150">
      <Text weight="medium">{texts.address}</Text>
      <CodeBlock text={trigger.address} language="text" />
      <Text>
        {secret === null
          ? texts.noSecret
          : texts.secretSet(texts.kinds[secret.kind], formatInstant(secret.setAt, timeZone))}
      </Text>
      <SecretForm key={secret?.setAt ?? ''} isSet={secret !== null} refresh={read} />
    </Stack>
  )
}

type Kind = (typeof texts.kindChoices)[number]

function SecretForm({ isSet, refresh }: { readonly isSet: boolean; readonly refresh: () => Promise<void> }) {
  const [kind, setKind] = useState<Kind>(texts.kindChoices[0])
  const [secret, setSecret] = useState('')
  const { isBusy, run } = useAction(refresh)
  return (
    <Stack space="space.100" alignInline="start">
      <Field id="signal-secret-kind" label={texts.kind} help={texts.kindHelp}>
        <Select
          inputId="signal-secret-kind"
          defaultValue={kind}
          options={[...texts.kindChoices]}
          onChange={(choice: Kind) => setKind(choice)}
        />
      </Field>
      <Field id="signal-secret" label={texts.secret} help={texts.secretHelp}>
        <Textfield
          id="signal-secret"
          type="password"
          width={400}
          onChange={(event) => setSecret(String(event.target.value ?? ''))}
        />
      </Field>
      <Inline>
        <ButtonGroup>
          <LoadingButton
            isLoading={isBusy}
            onClick={() => void run(() => ask('saveSignalSecret', { kind: kind.value, secret }), texts.saved)}
          >
            {isSet ? texts.change : texts.set}
          </LoadingButton>
          {isSet ? (
            <Button
              appearance="subtle"
              isDisabled={isBusy}
              onClick={() => void run(() => ask('forgetSignalSecret'), texts.forgotten)}
            >
              {texts.forget}
            </Button>
          ) : null}
        </ButtonGroup>
      </Inline>
    </Stack>
  )
}
