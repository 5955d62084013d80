import { useState } from 'react'
import { Button, LoadingButton, Stack, Text } from '@forge/react'
import type { RefusedSize } from '../../../src/app/state/run-report'
import { Dialog } from '../common/dialog'
import { useAction } from '../common/use-action'
import { formatNumber } from '../format'
import { ask } from '../questions'
import { common } from '../texts'

/** A source that has become smaller. */
const smaller = {
  button: (name?: string) => (name === undefined ? 'Accept the new size' : `Accept the new size of "${name}"`),
  title: 'Has it really become smaller?',
  text: (source: string, expected: number, got: number) =>
    `Last time ${source} had ${formatNumber(expected)}, now ${formatNumber(got)}. A source that was read in part looks like this too, and whoever is missing in it would be taken for somebody who left.`,
  after: (got: number) =>
    `If that is right, the next run believes ${formatNumber(got)} or more, once. The removal limit holds as always.`,
  confirm: 'It is right',
  done: 'Accepted. The next run goes on with the new size.',
} as const

/** Accounts that came with access, of which none was expected. */
const more = {
  button: () => 'Make accounts all the same',
  title: 'Make accounts that come with access?',
  text: (_source: string, _expected: number, got: number) =>
    `${formatNumber(got)} new accounts came with access. Unless something is changed in Atlassian, each further account takes a seat too, and no reserve is kept.`,
  after: () => 'If that is wanted, the next run makes all accounts without looking at them, once.',
  confirm: 'Make them',
  done: 'Accepted. The next run makes all accounts.',
} as const

interface AcceptSizeProps {
  readonly size: RefusedSize
  /** Of a group; else the source says what it is. */
  readonly name?: string
  readonly refresh: () => Promise<void>
}

/** At a number that no run goes by, as a rule of a source that has become too small to be believed: tells it, and accepts it. */
export function AcceptSize({ size, name, refresh }: AcceptSizeProps) {
  const [isAsking, setAsking] = useState(false)
  const { isBusy, run } = useAction(refresh)
  const { source, expected, got } = size
  const texts = got > expected ? more : smaller
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
      <Button onClick={() => setAsking(true)}>{texts.button(name)}</Button>
      <Dialog title={texts.title} isOpen={isAsking} onClose={close} closeText={common.cancel} actions={confirm}>
        <Stack space="space.100">
          <Text>{texts.text(name === undefined ? source : `"${name}"`, expected, got)}</Text>
          <Text>{texts.after(got)}</Text>
        </Stack>
      </Dialog>
    </>
  )
}
