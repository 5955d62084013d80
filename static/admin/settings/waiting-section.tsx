import { settings } from '../texts'
import { LongTextSetting, NumberSetting } from './fields'
import { OrganizationGroupsSetting } from './organization-groups'
import { PeopleSetting } from './people-setting'
import type { SectionProps } from './sections'

const texts = settings.waiting

/** What people are told and how long they wait; who never gets a seat; when the administrator is warned. */
export function WaitingSection({ draft }: SectionProps) {
  return (
    <>
      <LongTextSetting draft={draft} path="refusalMessage" label={texts.refusalMessage} help={texts.refusalHelp} />
      <NumberSetting draft={draft} path="waitingDays" label={texts.waitingDays} help={texts.waitingDaysHelp} />
      <NumberSetting
        draft={draft}
        path="seatWarning"
        label={texts.seatWarning}
        help={texts.seatWarningHelp}
        canBeEmpty
      />
      <PeopleSetting
        draft={draft}
        path="noAccessAccountIds"
        label={texts.noAccessPeople}
        help={texts.noAccessPeopleHelp}
      />
      <OrganizationGroupsSetting
        draft={draft}
        path="noAccessGroupIds"
        label={texts.noAccessGroups}
        help={texts.noAccessGroupsHelp}
      />
    </>
  )
}
