import { useState } from 'react'
import { Button, LoadingButton, Stack, Text } from '@forge/react'
import type { RunReport } from '../../../src/app/state/run-report'
import { Dialog } from '../common/dialog'
import { useAction } from '../common/use-action'
import { ask } from '../questions'
import { acceptSize as texts, common } from '../texts'

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
  const close = (): void => setAsking(false)
  const accept = async (): Promise<void> => {
    await run(() => ask('acceptSourceSize', { source }), texts.done)
    close()
  }
  const confirm = (
    <LoadingButton appearance="warning" isLoading={isBusy} onClick={() => void accept()}>
      {texts.confirm}
    </LoadingButton>
  )
  return (
    <>
      <Button onClick={() => setAsking(true)}>{texts.button}</Button>
      <Dialog title={texts.title} isOpen={isAsking} onClose={close} closeText={common.cancel} actions={confirm}>
        <Stack space="space.100">
          <Text>{texts.text(source, expected, got)}</Text>
          <Text>{texts.after(got)}</Text>
        </Stack>
      </Dialog>
    </>
  )
}
