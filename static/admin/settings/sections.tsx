/** How each section of the settings is shown. */
import type { ComponentType } from 'react'
import { Stack } from '@forge/react'
import { SECTIONS as TABLE, leavesOf } from '../../../src/core/settings/table'
import type { SectionName } from '../../../src/core/settings/table'
import { Subheading, Subtle } from '../common/shapes'
import { ExemptionSection } from './exemption-section'
import { ChoiceSetting, ManySetting, NumberSetting, SwitchSetting, TextSetting, describe } from './fields'
import type { SectionProps } from './fields'
import { OrganizationGroupsSetting, RequiredGroupsSetting } from './group-settings'
import { LocalGroupSection } from './local-groups'
import { IssueSetting, NoticeSection } from './notice-section'
import { PeopleSetting } from './people-setting'
import { ProductSection } from './product-section'
import { RulesSetting } from './rules-setting'
import { ScheduleSection } from './schedule-section'
import { SignalSection } from './signal-section'

const accountTexts = {
  cleanup: 'Cleanup behaviour',
  cleanupAbout:
    'For each way to leave. "Disable" takes access away first, then makes the account unusable. Who comes back gets the account and its groups back; access has to be asked for.',
} as const

export interface SettingsSection {
  readonly title: string
  /** One sentence above its fields. */
  readonly about: string
  /** The leaves that it shows; by them it is marked as changed, or as wrong. */
  readonly paths: readonly string[]
  readonly Fields: ComponentType<SectionProps>
}

const FIELDS: Readonly<Record<SectionName, ComponentType<SectionProps>>> = {
  scope: ScopeSection,
  accounts: AccountSection,
  localGroups: LocalGroupSection,
  products: ProductSection,
  signals: SignalSection,
  waiting: WaitingSection,
  sweep: SweepSection,
  exemptions: ExemptionSection,
  approvals: ApprovalSection,
  notices: NoticeSection,
  alerts: AlertSection,
  billing: BillingSection,
  schedules: ScheduleSection,
}

export const SECTIONS: readonly SettingsSection[] = Object.entries(TABLE).map(([name, { title, about, rows }]) => ({
  title,
  about,
  paths: leavesOf(rows).map(([path]) => path),
  Fields: FIELDS[name as SectionName],
}))

/** Who should be able to use Jira, and by which address people are found. */
function ScopeSection({ draft }: SectionProps) {
  return (
    <>
      <Stack space="space.100">
        <Subheading>{describe({ draft, path: 'requiredGroupIds' }).label}</Subheading>
        <RequiredGroupsSetting draft={draft} />
      </Stack>
      <ManySetting draft={draft} path="scope.userTypes" />
      <SwitchSetting draft={draft} path="scope.enabledOnly" />
      <RulesSetting draft={draft} path="scope.include" />
      <RulesSetting draft={draft} path="scope.exclude" />
      <ChoiceSetting draft={draft} path="scope.address" />
    </>
  )
}

/** Who makes accounts, and what becomes of them for each cause of leaving. */
function AccountSection({ draft }: SectionProps) {
  return (
    <>
      <ChoiceSetting draft={draft} path="target" />
      <Stack space="space.050">
        <Subheading>{accountTexts.cleanup}</Subheading>
        <Subtle>{accountTexts.cleanupAbout}</Subtle>
      </Stack>
      {(['deleted', 'disabled', 'out-of-scope'] as const).map((cause) => (
        <Stack key={cause} space="space.050">
          <ChoiceSetting draft={draft} path={`leavers.${cause}.account`} />
          <SwitchSetting draft={draft} path={`leavers.${cause}.removeGroups`} />
        </Stack>
      ))}
    </>
  )
}

/** What people are told and how long they wait; who never gets a seat; when the administrator is warned. */
function WaitingSection({ draft }: SectionProps) {
  return (
    <>
      <TextSetting draft={draft} path="refusalMessage" isLong />
      <NumberSetting draft={draft} path="waitingDays" />
      <NumberSetting draft={draft} path="seatWarning" />
      <PeopleSetting draft={draft} path="noAccessAccountIds" />
      <OrganizationGroupsSetting draft={draft} path="noAccessGroupIds" />
    </>
  )
}

/** How careful a sweep is. */
function SweepSection({ draft }: SectionProps) {
  return (
    <>
      <NumberSetting draft={draft} path="graceDays" />
      <SwitchSetting draft={draft} path="removeNeverUsed" />
      <NumberSetting draft={draft} path="removalsPerRun" />
      <NumberSetting draft={draft} path="journalDays" />
    </>
  )
}

/** Who may approve what waits. */
function ApprovalSection({ draft }: SectionProps) {
  return <SwitchSetting draft={draft} path="fourEyes" />
}

/** Who is told by mail of what needs attention. */
function AlertSection({ draft }: SectionProps) {
  return (
    <>
      <IssueSetting draft={draft} path="alerts.issueKey" />
      <PeopleSetting draft={draft} path="alerts.accountIds" />
      <OrganizationGroupsSetting draft={draft} path="alerts.groupIds" />
    </>
  )
}

/** What a seat costs and when a billing period begins: for the figures of savings alone. */
function BillingSection({ draft }: SectionProps) {
  return (
    <>
      <ChoiceSetting draft={draft} path="billingPeriod" />
      <NumberSetting draft={draft} path="billingDay" />
      <NumberSetting draft={draft} path="seatPrice" />
      <TextSetting draft={draft} path="seatCurrency" width={120} />
    </>
  )
}
