import { notices } from '../texts'
import { IssueSetting } from './issue-setting'
import { OrganizationGroupsSetting } from './organization-groups'
import { PeopleSetting } from './people-setting'
import type { SectionProps } from './sections'

const texts = notices.alerts

/** Who is told by mail of what needs attention. */
export function AlertSection({ draft }: SectionProps) {
  return (
    <>
      <IssueSetting draft={draft} path="alerts.issueKey" label={texts.issue} help={texts.issueHelp} />
      <PeopleSetting draft={draft} path="alerts.accountIds" label={texts.people} help={texts.peopleHelp} />
      <OrganizationGroupsSetting draft={draft} path="alerts.groupIds" label={texts.groups} help={texts.groupsHelp} />
    </>
  )
}
