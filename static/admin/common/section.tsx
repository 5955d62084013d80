import type { ReactNode } from 'react'
import { Heading, Stack, Text } from '@forge/react'

/** A titled part of a tab. */
export function Section(props: { readonly title: string; readonly about?: string; readonly children: ReactNode }) {
  const { title, about, children } = props
  return (
    <Stack space="space.150">
      <Heading as="h2" size="medium">
        {title}
      </Heading>
      {about === undefined ? null : <Text>{about}</Text>}
      {children}
    </Stack>
  )
}
