import { useState } from 'react'
import {
  Button,
  LoadingButton,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  Stack,
  Text,
} from '@forge/react'
import type { RunReport } from '../../../src/app/state/run-report'
import { useAction } from '../common/use-action'
import { ask } from '../questions'
import { acceptSize as texts } from '../texts'

interface AcceptSizeProps {
  readonly report: RunReport | null
  readonly refresh: () => Promise<void>
}

/** At a run that was refused because a source has become too small: says how small, and accepts that. */
export function AcceptSize({ report, refresh }: AcceptSizeProps) {
  const [isAsking, setAsking] = useState(false)
  const { isBusy, run } = useAction(refresh)
  const size = report?.outcome === 'refused' ? report.refusedSize : undefined
  if (size === undefined) return null
  const { source, expected, got } = size
  const accept = async (): Promise<void> => {
    await run(() => ask('acceptSourceSize', { source }), texts.done)
    setAsking(false)
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>{texts.button}</Button>
      <ModalTransition>
        {isAsking ? (
          <Modal onClose={() => setAsking(false)}>
            <ModalHeader>
              <ModalTitle>{texts.title}</ModalTitle>
            </ModalHeader>
            <ModalBody>
              <Stack space="space.100">
                <Text>{texts.text(source, expected, got)}</Text>
                <Text>{texts.after(got)}</Text>
              </Stack>
            </ModalBody>
            <ModalFooter>
              <Button appearance="subtle" onClick={() => setAsking(false)}>
                {texts.cancel}
              </Button>
              <LoadingButton appearance="warning" isLoading={isBusy} onClick={() => void accept()}>
                {texts.confirm}
              </LoadingButton>
            </ModalFooter>
          </Modal>
        ) : null}
      </ModalTransition>
    </>
  )
}
