import type { ReactNode } from 'react'
import { Button, Inline, Spinner, Stack } from '@forge/react'
import type { Answer } from '../questions'
import { common } from '../texts'
import { Message, Problem } from './shapes'
import type { Asked } from './use-question'

interface NotReadyProps {
  /** null = it is on its way. */
  readonly answer: Exclude<Answer<unknown>, { ok: true }> | null
  readonly failedTitle: string
  readonly again: () => Promise<void>
}

/** What the page, or a part of it, shows while its answer is on its way, is refused, or did not come. */
export function NotReady({ answer, failedTitle, again }: NotReadyProps) {
  if (answer === null) {
    return (
      <Inline alignInline="center">
        <Spinner size="large" label={common.loading} />
      </Inline>
    )
  }
  if (answer.code === 'forbidden') {
    return <Message appearance="warning" title={common.forbiddenTitle} text={common.forbidden} />
  }
  return (
    <Stack space="space.200" alignInline="start">
      <Problem title={failedTitle} text={answer.message} />
      <Button onClick={() => void again()}>{common.tryAgain}</Button>
    </Stack>
  )
}

/** A part of the page once its answer has come. */
export function WhenAnswered<T>(props: { readonly asked: Asked<T>; readonly children: (value: T) => ReactNode }) {
  const { answer, again } = props.asked
  if (answer?.ok === true) return <>{props.children(answer.value)}</>
  return <NotReady answer={answer} failedTitle={common.partFailedTitle} again={again} />
}
