/** How each section of the settings is shown. */
import type { ComponentType } from 'react'
import { SECTIONS as TABLE, leavesOf } from '../../../src/core/settings/table'
import type { SectionName } from '../../../src/core/settings/table'
import { AccountSection } from './account-section'
import { AlertSection } from './alert-section'
import { BillingSection } from './billing-section'
import { ExemptionSection } from './exemption-section'
import { LocalGroupSection } from './local-groups'
import { NoticeSection } from './notice-section'
import { ProductSection } from './product-section'
import { ScheduleSection } from './schedule-section'
import { ScopeSection } from './scope-section'
import type { SectionProps } from './section-props'
import { SignalSection } from './signal-section'
import { SweepSection } from './sweep-section'
import { WaitingSection } from './waiting-section'

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
