import { useState } from 'react'
import { Button, Checkbox, HelperMessage, Inline, LoadingButton, Lozenge, Stack, Text, TextArea } from '@forge/react'
import type { Asking } from '../../../src/app/setup/asking'
import { signals as section } from '../../../src/core/settings/signals'
import type { SignalSettings } from '../../../src/core/settings/signals'
import { Field, textOf } from '../common/field'
import { WhenAnswered } from '../common/not-ready'
import { Subheading, Subtle } from '../common/shapes'
import { useAction } from '../common/use-action'
import { useQuestion } from '../common/use-question'
import { ask } from '../questions'
import { toIds } from '../settings/draft'
import { asking as texts } from '../texts'

type Way = keyof typeof texts.ways
const WAYS = Object.keys(texts.ways) as readonly Way[]
/** So many applications of the log are offered. */
const OFFERED = 8

/** Which ways of asking count. Nothing is on before this is saved. */
export function AskingStep({ refresh }: { readonly refresh: () => Promise<void> }) {
  const asked = useQuestion(() => ask('getAsking'), '')
  const afterSave = async (): Promise<void> => {
    await asked.again()
    await refresh()
  }
  return (
    <Stack space="space.150">
      <Inline space="space.150" alignBlock="center">
        <Subheading>{texts.title}</Subheading>
        {asked.kept === null ? null : (
          <Lozenge appearance={asked.kept.isOn ? 'success' : 'removed'}>
            {asked.kept.isOn ? texts.on : texts.off}
          </Lozenge>
        )}
      </Inline>
      <Subtle>{texts.about}</Subtle>
      <WhenAnswered asked={asked}>
        {(asking) => <AskingForm key={asking.version} asking={asking} refresh={afterSave} />}
      </WhenAnswered>
    </Stack>
  )
}

function AskingForm({ asking, refresh }: { readonly asking: Asking; readonly refresh: () => Promise<void> }) {
  const { offered, version, log } = asking
  const [chosen, setChosen] = useState<Record<Way, boolean>>(offered)
  const [appIds, setAppIds] = useState(offered.signInAppIds)
  const { isBusy, run } = useAction(refresh)
  const changes = [
    ...WAYS.map((way) => ({ path: `signals.${way}`, value: chosen[way] })),
    { path: 'signals.signInAppIds', value: appIds },
  ]
  return (
    <Stack space="space.150" alignInline="start">
      {WAYS.map((way) => (
        <Stack key={way}>
          <Checkbox
            id={`asking-${way}`}
            label={labelOf(way)}
            isChecked={chosen[way]}
            onChange={() => setChosen({ ...chosen, [way]: !chosen[way] })}
          />
          <HelperMessage>{texts.wayOf(texts.ways[way])}</HelperMessage>
          {way === 'signIn' ? <LogFields log={log} appIds={appIds} setAppIds={setAppIds} /> : null}
        </Stack>
      ))}
      <LoadingButton
        appearance="primary"
        isLoading={isBusy}
        onClick={() => void run(() => ask('saveSettings', { version, changes }), texts.saved)}
      >
        {texts.save}
      </LoadingButton>
    </Stack>
  )
}

function labelOf(way: keyof SignalSettings): string {
  return section.rows.signals[way].label
}

interface LogFieldsProps {
  readonly log: Asking['log']
  readonly appIds: readonly string[]
  readonly setAppIds: (ids: readonly string[]) => void
}

/** What the log shows, and by which applications it counts. */
function LogFields({ log, appIds, setAppIds }: LogFieldsProps) {
  if ('because' in log) return <Text>{texts.noLog(log.because)}</Text>
  const { applications, withoutSeat, isCut } = log
  const others = applications.filter(({ id }) => !appIds.includes(id)).slice(0, OFFERED)
  return (
    <Stack space="space.050" alignInline="start">
      <Text>{texts.every}</Text>
      <Text weight="medium">{withoutSeat === null ? texts.withoutUnknown : texts.without(withoutSeat, isCut)}</Text>
      <Field id="asking-app-ids" label={texts.appIds} help={texts.appIdsHelp}>
        <TextArea
          key={appIds.length}
          id="asking-app-ids"
          defaultValue={appIds.join('\n')}
          isMonospaced
          onBlur={(event) => setAppIds(toIds(textOf(event)))}
        />
      </Field>
      <Inline space="space.100" shouldWrap>
        {others.map(({ id, name }) => (
          <Button key={id} appearance="subtle" spacing="compact" onClick={() => setAppIds([...appIds, id])}>
            {texts.add(name)}
          </Button>
        ))}
      </Inline>
    </Stack>
  )
}
