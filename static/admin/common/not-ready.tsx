import { Button, Inline, SectionMessage, Spinner, Stack, Text } from '@forge/react'
import { common } from '../texts'

export type NotReadyState =
  | { readonly state: 'loading' }
  | { readonly state: 'forbidden' }
  | { readonly state: 'failed'; readonly message: string }

interface NotReadyProps {
  readonly why: NotReadyState
  readonly failedTitle: string
  readonly again: () => Promise<void>
}

/** What the page, or a part of it, shows while its answer is on its way, is refused, or did not come. */
export function NotReady({ why, failedTitle, again }: NotReadyProps) {
  switch (why.state) {
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
          <SectionMessage appearance="error" title={failedTitle}>
            <Text>{why.message}</Text>
          </SectionMessage>
          <Button onClick={() => void again()}>{common.tryAgain}</Button>
        </Stack>
      )
  }
}
