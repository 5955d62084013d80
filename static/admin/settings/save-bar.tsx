import { useEffect, useState } from 'react'
import { Button, ButtonGroup, Inline, LoadingButton, SectionMessage, Stack, Text } from '@forge/react'
import { labelOf } from '../../../src/core/settings/table'
import { ChangedSettings } from '../common/changed-settings'
import { Dialog } from '../common/dialog'
import { Problem, Subtle } from '../common/shapes'
import { useAction } from '../common/use-action'
import { formatNumber } from '../format'
import { ask } from '../questions'
import { common, settings as texts } from '../texts'
import { previewedJobs } from './draft'
import { PreviewMessages, previewTexts, usePreviews } from './previews'
import type { SettingsDraft } from './use-draft'

interface SaveBarProps {
  readonly draft: SettingsDraft
  readonly refresh: () => Promise<void>
}

/** How much is unsaved, what it would change, what speaks against saving, and the ways out. */
export function SaveBar({ draft, refresh }: SaveBarProps) {
  const { isBusy, run } = useAction(refresh)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [isConfirming, setConfirming] = useState(false)
  const previews = usePreviews()
  // What was previewed is not what is typed any more.
  useEffect(() => previews.forget(), [JSON.stringify(draft.changes)])
  const problem = draft.problems[0]?.message ?? refusal
  const isChanged = draft.changed.length > 0
  const canSave = isChanged && draft.problems.length === 0 && draft.conflicts.length === 0
  const jobs = previewedJobs(draft.changed)
  const meansEveryone = draft.changed.includes('requiredGroupIds') && draft.values.requiredGroupIds.length === 0
  const save = async (): Promise<void> => {
    const { version, changes, settle, meet } = draft
    let isMet = false
    const send = async () => {
      const answer = await ask('saveSettings', { version, changes })
      if (answer.ok) settle(answer.value.version)
      else if (answer.conflicts !== undefined) {
        meet(answer.conflicts)
        isMet = true
      }
      return answer
    }
    const refused = await run(send, texts.saved)
    setRefusal(isMet ? null : refused)
    setConfirming(false)
    // To choose between the two, the other one has to be here.
    if (isMet) await refresh()
  }
  const discard = (): void => {
    setRefusal(null)
    draft.discard()
  }
  return (
    <Stack space="space.150">
      <Problem title={common.notSavedTitle} text={problem} />
      <Conflicts draft={draft} />
      <PreviewMessages states={previews.states} billing={draft.values} />
      <Subtle>{isChanged ? (jobs.length === 0 ? previewTexts.atOnce : texts.unsaved) : texts.allSaved}</Subtle>
      <Inline>
        <ButtonGroup>
          <LoadingButton
            appearance="primary"
            isLoading={isBusy}
            isDisabled={!canSave}
            onClick={() => (meansEveryone ? setConfirming(true) : void save())}
          >
            {texts.save}
          </LoadingButton>
          <LoadingButton
            isLoading={previews.isRunning}
            isDisabled={!canSave || jobs.length === 0}
            onClick={() => void previews.begin(jobs, draft.changes)}
          >
            {previewTexts.ask}
          </LoadingButton>
          <Button appearance="subtle" isDisabled={!isChanged || isBusy} onClick={discard}>
            {texts.discard}
          </Button>
        </ButtonGroup>
      </Inline>
      {isConfirming ? (
        <ConfirmEveryone draft={draft} isBusy={isBusy} save={() => void save()} close={() => setConfirming(false)} />
      ) : null}
    </Stack>
  )
}

/** What somebody else has changed since the page was loaded: whose counts is decided place by place. */
function Conflicts({ draft }: { readonly draft: SettingsDraft }) {
  const { conflicts, decide, inForce } = draft
  if (conflicts.length === 0) return null
  const places = [...new Set(conflicts.map(({ mine }) => mine))]
  return (
    <SectionMessage appearance="warning" title={texts.conflicts.title}>
      <Stack space="space.200">
        <Text>{texts.conflicts.about}</Text>
        {places.map((place) => (
          <Stack key={place} space="space.100">
            <Text weight="medium">{labelOf(place)}</Text>
            <ChangedSettings
              changes={conflicts.filter(({ mine }) => mine === place)}
              timeZone={inForce.schedules.timeZone}
            />
            <Inline>
              <ButtonGroup>
                <Button onClick={() => decide(place, 'mine')}>{texts.conflicts.mine(labelOf(place))}</Button>
                <Button onClick={() => decide(place, 'theirs')}>{texts.conflicts.theirs(labelOf(place))}</Button>
              </ButtonGroup>
            </Inline>
          </Stack>
        ))}
      </Stack>
    </SectionMessage>
  )
}

interface ConfirmEveryoneProps {
  readonly draft: SettingsDraft
  readonly isBusy: boolean
  readonly save: () => void
  readonly close: () => void
}

/** No required group means everyone: the page counts them before that is saved. */
function ConfirmEveryone({ draft, isBusy, save, close }: ConfirmEveryoneProps) {
  const { states, isRunning, begin } = usePreviews()
  useEffect(() => {
    void begin(['provision'], draft.changes)
    // The draft does not change while the question is open.
  }, [])
  const [state] = states
  const inScope = state?.type === 'done' ? state.preview.counts['inScope'] : undefined
  const confirm = (
    <LoadingButton appearance="primary" isLoading={isBusy} isDisabled={isRunning} onClick={save}>
      {texts.save}
    </LoadingButton>
  )
  return (
    <Dialog title={previewTexts.everyoneTitle} onClose={close} closeText={common.cancel} actions={confirm}>
      <Stack space="space.150">
        <Text>
          {inScope === undefined ? previewTexts.everyoneUnknown : previewTexts.everyone(formatNumber(inScope))}
        </Text>
        <PreviewMessages states={states} billing={draft.values} />
      </Stack>
    </Dialog>
  )
}
