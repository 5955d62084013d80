import { useState } from 'react'
import { Button, Inline, LoadingButton, SectionMessage, Stack, Text } from '@forge/react'
import { Dialog } from '../common/dialog'
import { Export } from '../common/export'
import { useAction } from '../common/use-action'
import { formatAge, formatInstant, formatNumber } from '../format'
import { ask } from '../questions'
import type { HeldPlanView } from '../questions'
import { common, exports, held as texts, lists } from '../texts'
import { PlanList } from './plan-list'

interface HeldPlanProps {
  readonly plan: HeldPlanView
  readonly now: string
  readonly timeZone: string
  readonly refresh: () => Promise<void>
}

/** A stored plan with more removals, or new addresses, than the limit: how many, why, how old, and the way to approve it. */
export function HeldPlanMessage({ plan, now, timeZone, refresh }: HeldPlanProps) {
  const [isAsking, setAsking] = useState(false)
  const [isShown, setShown] = useState(false)
  const { isBusy, run } = useAction(refresh)
  const count = formatNumber(plan.removals)
  const kind = plan.job === 'provision' ? 'leavers' : plan.job
  const approve = async (): Promise<void> => {
    await run(() => ask('approvePlan', { planId: plan.planId }), texts.approved)
    setAsking(false)
  }
  const made = formatInstant(plan.plannedAt, timeZone)
  return (
    <>
      <SectionMessage appearance="warning" title={plan.isTooLate ? texts.tooLateTitle : texts.title}>
        <Stack space="space.100" alignInline="start">
          <Text>{texts.removals(count, kind)}</Text>
          <Text>{plan.because}</Text>
          {kind === 'renames' ? <Text>{texts.noUndo}</Text> : null}
          {plan.refusal === null || plan.isTooLate ? null : <Text>{plan.refusal}</Text>}
          <Text>{texts.age(formatAge(plan.plannedAt, now), made)}</Text>
          <Text>{plan.isTooLate ? texts.tooLate : texts.until(formatInstant(plan.approvableUntil, timeZone))}</Text>
          <Inline space="space.100" shouldWrap>
            <Button onClick={() => setShown(true)}>{lists.show}</Button>
            <Export kind="plan" of={{ planId: plan.planId }} what={exports.what.plan} label={exports.plan} />
            {plan.isTooLate ? null : (
              <Button isDisabled={plan.refusal !== null} onClick={() => setAsking(true)}>
                {texts.approve(kind)}
              </Button>
            )}
          </Inline>
        </Stack>
      </SectionMessage>
      <Dialog isWide isOpen={isShown} title={lists.planTitle} onClose={() => setShown(false)}>
        <PlanList planId={plan.planId} isOfAddresses={kind === 'renames'} timeZone={timeZone} now={now} />
      </Dialog>
      <Dialog
        isOpen={isAsking}
        title={texts.confirmTitle(count, kind)}
        onClose={() => setAsking(false)}
        closeText={common.cancel}
        actions={
          <LoadingButton appearance="danger" isLoading={isBusy} onClick={() => void approve()}>
            {texts.confirmButton(count, kind)}
          </LoadingButton>
        }
      >
        <Stack space="space.100">
          <Text>{texts.removals(count, kind)}</Text>
          <Text>{texts.confirm(kind)}</Text>
          {kind === 'renames' ? <Text>{texts.noUndo}</Text> : null}
        </Stack>
      </Dialog>
    </>
  )
}
