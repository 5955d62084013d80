import type { ReactNode } from 'react'
import { Inline, LoadingButton, Stack } from '@forge/react'
import { formatInstant } from '../format'
import { ask } from '../questions'
import type { Overview } from '../questions'
import { common } from '../texts'
import { NotReady } from './not-ready'
import { Message, Subtle } from './shapes'
import { showFailure } from './use-action'
import { useQuestion } from './use-question'
import type { Asked } from './use-question'

/** Reads the overview at once, and again on demand. What is shown stays while it is read, and when a later read fails. */
export function useOverview(): Asked<Overview> {
  const asked: Asked<Overview> = useQuestion(async () => {
    const answer = await ask('getOverview')
    if (!answer.ok && answer.code !== 'forbidden' && asked.kept !== null) showFailure(answer.message)
    return answer
  }, '')
  return asked
}

interface WhenLoadedProps {
  readonly asked: Asked<Overview>
  readonly refresh: () => Promise<void>
  readonly children: (overview: Overview) => ReactNode
}

/** What every tab shows while there is nothing to show yet, and the line with the time of the data above the rest. */
export function WhenLoaded({ asked, refresh, children }: WhenLoadedProps) {
  const { answer, kept: overview } = asked
  if (overview === null || (answer?.ok === false && answer.code === 'forbidden')) {
    return <NotReady answer={answer?.ok === false ? answer : null} failedTitle={common.failedTitle} again={refresh} />
  }
  const { timeZone } = overview.settings.schedules
  return (
    <Stack space="space.300">
      <Inline spread="space-between" alignBlock="center" shouldWrap>
        <Subtle>{common.asOf(formatInstant(overview.now, timeZone), timeZone)}</Subtle>
        <LoadingButton appearance="subtle" isLoading={asked.isAsking} onClick={() => void refresh()}>
          {common.refresh}
        </LoadingButton>
      </Inline>
      {overview.isLicenceLapsed ? (
        <Message appearance="warning" title={common.lapsedTitle} text={common.lapsed} />
      ) : null}
      {children(overview)}
    </Stack>
  )
}
