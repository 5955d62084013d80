import { useState } from 'react'
import {
  Button,
  Heading,
  Inline,
  Label,
  LoadingButton,
  Lozenge,
  SectionMessage,
  Stack,
  Text,
  Toggle,
} from '@forge/react'
import type { JobName } from '../../../src/core/plan'
import type { Conflict } from '../../../src/core/settings/merge'
import { ChangedSettings } from '../common/changed-settings'
import { Dialog } from '../common/dialog'
import { Export } from '../common/export'
import { Message } from '../common/shapes'
import { useAction } from '../common/use-action'
import { formatNumber } from '../format'
import { ask } from '../questions'
import type { Overview, SchedulePreview } from '../questions'
import { exports, jobNames, jobs as texts, lists } from '../texts'
import { AcceptSize } from './accept-size'
import { HeldPlanMessage } from './held-plan'
import { LastRun } from './last-run'
import { ReviewList } from './plan-list'
import { RunDates } from './run-dates'

interface JobCardProps {
  readonly job: JobName
  readonly overview: Overview
  readonly refresh: () => Promise<void>
}

/** One job: what it does, whether it may change anything, how its last run went and when the next ones are. */
export function JobCard({ job, overview, refresh }: JobCardProps) {
  const { now, settings, lastRuns, schedules } = overview
  const { timeZone, leaversMinutes } = settings.schedules
  const isArmed = settings.armed[job]
  const arming = useAction(refresh)
  const starting = useAction(refresh)
  const [isReviewShown, setReviewShown] = useState(false)
  const [newer, setNewer] = useState<readonly Conflict[]>([])
  const arm = async (armed: boolean): Promise<void> => {
    // Of the settings whose dry run is shown below.
    const version = lastRuns[job]?.settingsVersion ?? settings.version
    const send = async () => {
      const answer = await ask('setArmed', armed ? { job, armed, version } : { job, armed })
      setNewer(answer.ok ? [] : (answer.conflicts ?? []))
      return answer
    }
    await arming.run(send, armed ? texts.nowArmed(job) : texts.nowDryRun(job))
  }
  // Leavers and groups are part of the provision job.
  const heldPlans = overview.heldPlans.filter((plan) => (plan.job === 'sweep' ? 'sweep' : 'provision') === job)
  const refused = lastRuns[job]?.outcome === 'refused' ? lastRuns[job].refusedSize : undefined
  // The full run reads every group that protects somebody.
  const doubted = job === 'provision' ? overview.doubtedGroups : []
  // Told while nothing is armed: afterwards the links of these accounts speak for them.
  const byAddress = job === 'provision' && !isArmed ? (lastRuns.provision?.counts['byAddress'] ?? 0) : 0
  return (
    <Stack space="space.200">
      <Inline space="space.100" alignBlock="center">
        <Heading as="h2" size="medium">
          {jobNames[job]}
        </Heading>
        <Lozenge appearance={isArmed ? 'success' : 'default'}>{isArmed ? texts.armed : texts.dryRun}</Lozenge>
      </Inline>
      <Text>{texts.about[job]}</Text>
      <Inline space="space.300" alignBlock="center" shouldWrap>
        <Inline space="space.100" alignBlock="center">
          <Label labelFor={`arm-${job}`}>{texts.arm(job)}</Label>
          <Toggle id={`arm-${job}`} isChecked={isArmed} onChange={() => void arm(!isArmed)} />
        </Inline>
        <LoadingButton
          isLoading={starting.isBusy}
          onClick={() => void starting.run(() => ask('runNow', { job }), texts.started(job))}
        >
          {texts.runNow(job)}
        </LoadingButton>
      </Inline>
      {byAddress === 0 ? null : (
        <Message
          appearance="warning"
          title={texts.byAddressTitle(byAddress === 1 ? '1 account is' : `${formatNumber(byAddress)} accounts are`)}
          text={texts.byAddress}
        />
      )}
      {newer.length === 0 ? null : (
        <SectionMessage appearance="warning" title={texts.newer}>
          <ChangedSettings changes={newer} timeZone={timeZone} />
        </SectionMessage>
      )}
      {heldPlans.map((plan) => (
        <HeldPlanMessage key={plan.planId} plan={plan} now={now} timeZone={timeZone} refresh={refresh} />
      ))}
      <LastRun title={texts.lastRun} never={texts.never} report={lastRuns[job]} timeZone={timeZone} />
      {refused === undefined ? null : <AcceptSize size={refused} refresh={refresh} />}
      {doubted.map((group) => (
        <AcceptSize key={group.source} size={group} name={group.name} refresh={refresh} />
      ))}
      {job === 'sweep' && lastRuns.sweep !== null ? (
        <Inline space="space.100" shouldWrap>
          <Button onClick={() => setReviewShown(true)}>{lists.showReview}</Button>
          <Dialog isWide isOpen={isReviewShown} title={lists.reviewTitle} onClose={() => setReviewShown(false)}>
            <ReviewList timeZone={timeZone} now={now} />
          </Dialog>
          <Export kind="review" what={exports.what.review} label={exports.sweep} />
          <Export kind="synchronised" what={exports.what.synchronised} label={exports.synchronised} />
        </Inline>
      ) : null}
      {job === 'provision' ? (
        <LastRun title={texts.lastLeavers} never={texts.neverLeavers} report={lastRuns.leavers} timeZone={timeZone} />
      ) : null}
      {job === 'grant' ? <Text>{texts.onRequest}</Text> : <NextRuns schedule={schedules[job]} />}
      {job === 'provision' ? <Text>{texts.leavers(leaversMinutes)}</Text> : null}
    </Stack>
  )
}

/** A schedule in words, and its next runs as dates of its own time zone. */
function NextRuns({ schedule }: { readonly schedule: SchedulePreview }) {
  return (
    <Stack space="space.050">
      <Heading as="h3" size="xsmall">
        {texts.nextRuns}
      </Heading>
      <Text>{`${schedule.words} (${schedule.timeZone}). ${texts.startsAfter}`}</Text>
      <RunDates schedule={schedule} />
    </Stack>
  )
}
