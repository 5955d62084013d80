import { useEffect } from 'react'
import { LoadingButton, Stack, Text } from '@forge/react'
import { Dialog } from '../common/dialog'
import { formatNumber } from '../format'
import { common, settings } from '../texts'
import { PreviewMessages, previewTexts, usePreviews } from './previews'
import type { SettingsDraft } from './use-draft'

interface ConfirmEveryoneProps {
  readonly draft: SettingsDraft
  readonly isBusy: boolean
  readonly save: () => void
  readonly close: () => void
}

/** No required group means everyone: the page counts them before that is saved. */
export function ConfirmEveryone({ draft, isBusy, save, close }: ConfirmEveryoneProps) {
  const { states, isRunning, begin } = usePreviews()
  useEffect(() => {
    void begin(['provision'], draft.changes)
    // The draft does not change while the question is open.
  }, [])
  const [state] = states
  const inScope = state?.type === 'done' ? state.preview.counts['inScope'] : undefined
  const confirm = (
    <LoadingButton appearance="primary" isLoading={isBusy} isDisabled={isRunning} onClick={save}>
      {settings.save}
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
