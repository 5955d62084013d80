import { useEffect } from 'react'
import {
  Button,
  LoadingButton,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  Stack,
  Text,
} from '@forge/react'
import { formatNumber } from '../format'
import { common, preview as texts, settings } from '../texts'
import { PreviewMessages } from './preview-messages'
import type { SettingsDraft } from './use-draft'
import { usePreviews } from './use-previews'

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
  return (
    <Modal onClose={close}>
      <ModalHeader>
        <ModalTitle>{texts.everyoneTitle}</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <Stack space="space.150">
          <Text>{inScope === undefined ? texts.everyoneUnknown : texts.everyone(formatNumber(inScope))}</Text>
          <PreviewMessages states={states} billing={draft.values} />
        </Stack>
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={close}>
          {common.cancel}
        </Button>
        <LoadingButton appearance="primary" isLoading={isBusy} isDisabled={isRunning} onClick={save}>
          {settings.save}
        </LoadingButton>
      </ModalFooter>
    </Modal>
  )
}
