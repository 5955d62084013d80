import type { ReactNode } from 'react'
import { Button, Inline, LoadingButton, SectionMessage, Spinner, Stack, Text } from '@forge/react'
import { formatInstant } from '../format'
import type { Overview } from '../questions'
import { common } from '../texts'
import type { OverviewSource } from '../use-overview'

/** What every tab shows while there is nothing to show yet, and the line with the time of the data above the rest. */
export function WhenLoaded(props: OverviewSource & { readonly children: (overview: Overview) => ReactNode }) {
  const { page, isRefreshing, refresh, children } = props
  switch (page.state) {
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
          <SectionMessage appearance="error" title={common.failedTitle}>
            <Text>{page.message}</Text>
          </SectionMessage>
          <Button onClick={() => void refresh()}>{common.tryAgain}</Button>
        </Stack>
      )
    case 'ready': {
      const { overview } = page
      const { timeZone } = overview.settings.schedules
      return (
        <Stack space="space.300">
          <Inline spread="space-between" alignBlock="center" shouldWrap>
            <Text color="color.text.subtle">{common.asOf(formatInstant(overview.now, timeZone), timeZone)}</Text>
            <LoadingButton appearance="subtle" isLoading={isRefreshing} onClick={() => void refresh()}>
              {common.refresh}
            </LoadingButton>
          </Inline>
          {overview.isLicenceLapsed ? (
            <SectionMessage appearance="warning" title={common.lapsedTitle}>
              <Text>{common.lapsed}</Text>
            </SectionMessage>
          ) : null}
          {children(overview)}
        </Stack>
      )
    }
  }
}
