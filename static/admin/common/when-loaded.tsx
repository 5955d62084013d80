import type { ReactNode } from 'react'
import { Inline, LoadingButton, SectionMessage, Stack, Text } from '@forge/react'
import { formatInstant } from '../format'
import type { Overview } from '../questions'
import { common } from '../texts'
import type { OverviewSource } from '../use-overview'
import { NotReady } from './not-ready'

/** What every tab shows while there is nothing to show yet, and the line with the time of the data above the rest. */
export function WhenLoaded(props: OverviewSource & { readonly children: (overview: Overview) => ReactNode }) {
  const { page, isRefreshing, refresh, children } = props
  if (page.state !== 'ready') return <NotReady why={page} failedTitle={common.failedTitle} again={refresh} />
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
