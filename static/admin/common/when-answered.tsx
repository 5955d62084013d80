import type { ReactNode } from 'react'
import { Button, Inline, SectionMessage, Spinner, Stack, Text } from '@forge/react'
import { common } from '../texts'
import type { Asked } from './use-question'

interface WhenAnsweredProps<T> {
  readonly asked: Asked<T>
  readonly children: (value: T) => ReactNode
}

/** What a part of the page shows while its answer is on its way, is refused, or did not come. */
export function WhenAnswered<T>({ asked, children }: WhenAnsweredProps<T>) {
  const { loaded, again } = asked
  switch (loaded.state) {
    case 'loading':
      return (
        <Inline alignInline="center">
          <Spinner size="large" label={common.loading} />
        </Inline>
      )
    case 'forbidden':
      return (
        <SectionMessage appearance="warning" title={common.forbiddenTitle}>
          <Text>{common.forbidden}</Text>
        </SectionMessage>
      )
    case 'failed':
      return (
        <Stack space="space.200" alignInline="start">
          <SectionMessage appearance="error" title={common.partFailedTitle}>
            <Text>{loaded.message}</Text>
          </SectionMessage>
          <Button onClick={() => void again()}>{common.tryAgain}</Button>
        </Stack>
      )
    case 'ready':
      return <>{children(loaded.value)}</>
  }
}
