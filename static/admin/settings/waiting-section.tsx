import { LongTextSetting, NumberSetting } from './fields'
import { OrganizationGroupsSetting } from './organization-groups'
import { PeopleSetting } from './people-setting'
import type { SectionProps } from './section-props'

/** What people are told and how long they wait; who never gets a seat; when the administrator is warned. */
export function WaitingSection({ draft }: SectionProps) {
  return (
    <>
      <LongTextSetting draft={draft} path="refusalMessage" />
      <NumberSetting draft={draft} path="waitingDays" />
      <NumberSetting draft={draft} path="seatWarning" />
      <PeopleSetting draft={draft} path="noAccessAccountIds" />
      <OrganizationGroupsSetting draft={draft} path="noAccessGroupIds" />
    </>
  )
}
