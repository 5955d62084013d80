import { useState } from 'react'
import { Button, LoadingButton, Stack, Text } from '@forge/react'
import type { RefusedSize } from '../../../src/app/state/run-report'
import { Dialog } from '../common/dialog'
import { useAction } from '../common/use-action'
import { formatNumber } from '../format'
import { ask } from '../questions'
import { common } from '../texts'

const texts = {
  button: 'Accept the new size',
  ofGroup: (name: string) => `Accept the new size of "${name}"`,
  title: 'Has it really become smaller?',
  text: (source: string, expected: number, got: number) =>
    `Last time ${source} had ${formatNumber(expected)}, now ${formatNumber(got)}. A source that was read in part looks like this too, and whoever is missing in it would be taken for somebody who left.`,
  after: (got: number) =>
    `If that is right, the next run believes ${formatNumber(got)} or more, once. The removal limit holds as always.`,
  confirm: 'It is right',
  done: 'Accepted. The next run goes on with the new size.',
} as const

interface AcceptSizeProps {
  readonly size: RefusedSize
  /** Of a group; else the source says what it is. */
  readonly name?: string
  readonly refresh: () => Promise<void>
}

/** At a source, or a group that protects, which has become too small to be believed: says how small, and accepts that. */
export function AcceptSize({ size, name, refresh }: AcceptSizeProps) {
  const [isAsking, setAsking] = useState(false)
  const { isBusy, run } = useAction(refresh)
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
      <Button onClick={() => setAsking(true)}>{name === undefined ? texts.button : texts.ofGroup(name)}</Button>
      <Dialog title={texts.title} isOpen={isAsking} onClose={close} closeText={common.cancel} actions={confirm}>
        <Stack space="space.100">
          <Text>{texts.text(name === undefined ? source : `"${name}"`, expected, got)}</Text>
          <Text>{texts.after(got)}</Text>
        </Stack>
      </Dialog>
    </>
  )
}
