import { IssueSetting } from './issue-setting'
import { OrganizationGroupsSetting } from './organization-groups'
import { PeopleSetting } from './people-setting'
import type { SectionProps } from './section-props'

/** Who is told by mail of what needs attention. */
export function AlertSection({ draft }: SectionProps) {
  return (
    <>
      <IssueSetting draft={draft} path="alerts.issueKey" />
      <PeopleSetting draft={draft} path="alerts.accountIds" />
      <OrganizationGroupsSetting draft={draft} path="alerts.groupIds" />
    </>
  )
}
