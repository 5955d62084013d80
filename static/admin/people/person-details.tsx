import { Inline, LoadingButton, Stack, User } from '@forge/react'
import { Dialog } from '../common/dialog'
import { WhenAnswered } from '../common/not-ready'
import { useAction } from '../common/use-action'
import { useQuestion } from '../common/use-question'
import { ask } from '../questions'
import type { Explanation, Overview } from '../questions'
import { people as texts } from '../texts'
import { AccountLink } from './account-link'
import { ExemptionForm } from './exemption-form'
import { ExplanationView } from './explanation-view'
import { ProvisionSteps, useProvision } from './provision-person'

interface PersonDetailsProps {
  readonly accountId: string
  readonly overview: Overview
  readonly refresh: () => Promise<void>
  readonly onClose: () => void
}

/** One person: everything known, what the next run of each job will do and why, and what can be done by hand. */
export function PersonDetails({ accountId, overview, refresh, onClose }: PersonDetailsProps) {
  const asked = useQuestion(() => ask('explainPerson', { accountId }), accountId)
  const afterChange = async (): Promise<void> => {
    await Promise.all([asked.again(), refresh()])
  }
  const { timeZone } = overview.settings.schedules
  return (
    <Dialog isWide title={texts.detailsTitle} onClose={onClose}>
      <Stack space="space.300">
        <User accountId={accountId} />
        <WhenAnswered asked={asked}>
          {(explanation) => (
            <Stack space="space.300">
              <Actions explanation={explanation} overview={overview} refresh={afterChange} />
              <AccountLink key={explanation.directory.objectId ?? ''} explanation={explanation} refresh={afterChange} />
              <ExplanationView explanation={explanation} timeZone={timeZone} />
              <ExemptionForm
                key={JSON.stringify(explanation.exemption)}
                accountId={accountId}
                exemption={explanation.exemption}
                version={overview.settings.version}
                refresh={afterChange}
              />
            </Stack>
          )}
        </WhenAnswered>
      </Stack>
    </Dialog>
  )
}

interface ActionsProps {
  readonly explanation: Explanation
  readonly overview: Overview
  readonly refresh: () => Promise<void>
}

function Actions({ explanation, overview, refresh }: ActionsProps) {
  const { accountId, products, directory } = explanation
  const granting = useAction(refresh)
  const undoing = useAction(refresh)
  const provisioning = useProvision(refresh)
  const without = overview.settings.products.filter(
    ({ key, grant }) => grant && products.some(({ productKey, holds }) => productKey === key && !holds),
  )
  const { objectId } = directory
  return (
    <Stack space="space.150">
      <Inline space="space.100" shouldWrap>
        {without.map(({ key: productKey }) => (
          <LoadingButton
            key={productKey}
            isLoading={granting.isBusy}
            onClick={() => void granting.run(() => ask('grantNow', { accountId, productKey }), texts.asked)}
          >
            {texts.grant(productKey)}
          </LoadingButton>
        ))}
        <LoadingButton
          isLoading={undoing.isBusy}
          onClick={() => void undoing.run(() => ask('undoPerson', { accountId }), texts.undoStarted)}
        >
          {texts.undo}
        </LoadingButton>
        {objectId === null ? null : (
          <LoadingButton isLoading={provisioning.isAsking} onClick={() => void provisioning.again(objectId)}>
            {texts.provision}
          </LoadingButton>
        )}
      </Inline>
      <ProvisionSteps provisioning={provisioning} />
    </Stack>
  )
}
