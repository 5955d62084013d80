import { Fragment, useState } from 'react'
import type { ComponentType } from 'react'
import { Button, ButtonGroup, CodeBlock, ErrorMessage, Inline, LoadingButton, Select, Stack, Text } from '@forge/react'
import { flag } from '../../../src/core/settings/parts'
import { signals } from '../../../src/core/settings/signals'
import type { SignalSettings } from '../../../src/core/settings/signals'
import type { AuditAction } from '../../../src/ports'
import { Field, TextField } from '../common/field'
import { Message, Subtle } from '../common/shapes'
import { useAction } from '../common/use-action'
import { useAnswer, useQuestion } from '../common/use-question'
import { formatInstant } from '../format'
import { ask } from '../questions'
import { common, hintsOf } from '../texts'
import { LinesSetting, SwitchSetting } from './fields'
import type { SectionProps } from './fields'

const auditTexts = {
  list: 'Show the actions of this organization',
  none: 'The organization tells of no actions.',
  add: 'Add',
} as const

const triggerTexts = {
  unknown: 'The web trigger could not be looked up',
  address: 'Address of the web trigger',
  noSecret: 'No secret is set: every call is refused.',
  secretSet: (kind: string, instant: string) => `${kind}, set ${instant}. It is never shown again.`,
  kinds: { shared: 'A shared secret', hmac: 'A signing secret' },
  kindChoices: [
    { label: 'Shared: sent in the header Authorization', value: 'shared' },
    { label: 'Signature: X-Signature is the HMAC-SHA-256 of the body', value: 'hmac' },
  ],
  kind: 'Kind of secret',
  kindHelp: hintsOf('signal-secret').join(' '),
  secret: 'Secret',
  secretHelp: 'At least 24 characters: it lets whoever has it ask for seats. It takes effect as soon as you set it.',
  set: 'Set secret',
  change: 'Replace secret',
  forget: 'Forget secret',
  saved: 'The secret of the web trigger is set.',
  forgotten: 'The secret is forgotten. Every call is refused.',
} as const

const rows = signals.rows.signals

/** What else is to be set of a source. */
const MORE: Readonly<Record<string, ComponentType<SectionProps>>> = {
  signIn: ({ draft }) => <LinesSetting draft={draft} path="signals.signInAppIds" />,
  auditEvents: AuditSignalFields,
  webTrigger: SignalTriggerFields,
}

/** What counts as asking for a seat: every switch of the table of settings, in its order. */
export function SignalSection(props: SectionProps) {
  return (Object.keys(rows) as (keyof SignalSettings)[]).map((name) => {
    const More = MORE[name]
    return rows[name].schema !== flag ? null : (
      <Fragment key={name}>
        <SwitchSetting draft={props.draft} path={`signals.${name}`} />
        {More === undefined ? null : <More {...props} />}
      </Fragment>
    )
  })
}

const isSignIn = (action: AuditAction): boolean => action.isSignIn
const SHOWN = 50

/** The audit log as a source of sign-ins, with the organization's own list of actions to choose from. */
function AuditSignalFields({ draft }: SectionProps) {
  const texts = auditTexts
  const chosen = draft.values.signals.auditActions
  const { answer, problem, isAsking, again } = useAnswer(async () => {
    const told = await ask('listAuditActions')
    if (told.ok && chosen.length === 0)
      draft.set(
        'signals.auditActions',
        told.value.filter(isSignIn).map(({ id }) => id),
      )
    return told
  })
  const actions = answer?.ok === true ? answer.value : null
  return (
    <>
      <LinesSetting key={chosen.length} draft={draft} path="signals.auditActions" />
      <Stack space="space.100" alignInline="start">
        <LoadingButton isLoading={isAsking} onClick={() => void again()}>
          {texts.list}
        </LoadingButton>
        {problem === null ? null : <ErrorMessage>{problem}</ErrorMessage>}
        {actions?.length === 0 ? <Text>{texts.none}</Text> : null}
        {toShown(actions ?? []).map(({ id, name }) => (
          <Inline key={id} space="space.150" alignBlock="center">
            <Text>{name}</Text>
            <Subtle>{id}</Subtle>
            <Button
              appearance="subtle"
              spacing="compact"
              isDisabled={chosen.includes(id)}
              onClick={() => draft.set('signals.auditActions', [...chosen, id])}
            >
              {texts.add}
            </Button>
          </Inline>
        ))}
      </Stack>
    </>
  )
}

/** What the organization calls signing in comes first: it knows hundreds of actions. */
function toShown(actions: readonly AuditAction[]): readonly AuditAction[] {
  return [...actions.filter(isSignIn), ...actions.filter((action) => !action.isSignIn)].slice(0, SHOWN)
}

/** Address of the web trigger and its secret, which goes in at once and never comes out. */
function SignalTriggerFields({ draft }: SectionProps) {
  const texts = triggerTexts
  const { kept: trigger, problem, again } = useQuestion(() => ask('getSignalTrigger'), '')
  if (problem !== null) return <Message appearance="warning" title={texts.unknown} text={problem} />
  if (trigger === null) return <Subtle>{common.loading}</Subtle>
  const { address, secret } = trigger
  return (
    <Stack space="space.150">
      <Text weight="medium">{texts.address}</Text>
      <CodeBlock text={address} language="text" />
      <Text>
        {secret === null
          ? texts.noSecret
          : texts.secretSet(texts.kinds[secret.kind], formatInstant(secret.setAt, draft.inForce.schedules.timeZone))}
      </Text>
      <SecretForm key={secret?.setAt ?? ''} isSet={secret !== null} refresh={again} />
    </Stack>
  )
}

type Kind = (typeof triggerTexts.kindChoices)[number]

function SecretForm({ isSet, refresh }: { readonly isSet: boolean; readonly refresh: () => Promise<void> }) {
  const texts = triggerTexts
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
      <TextField
        id="signal-secret"
        label={texts.secret}
        help={texts.secretHelp}
        type="password"
        width={400}
        change={setSecret}
      />
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
