/** The sections of the settings, in the order in which an administrator meets them. A new one is a line here. */
import type { ComponentType } from 'react'
import type { Overview } from '../questions'
import { notices, settings } from '../texts'
import { AccountSection } from './account-section'
import { AlertSection } from './alert-section'
import { BillingSection } from './billing-section'
import type { SettingName } from './draft'
import { ExemptionSection } from './exemption-section'
import { LocalGroupSection } from './local-groups'
import { NoticeSection } from './notice-section'
import { ProductSection } from './product-section'
import { ScheduleSection } from './schedule-section'
import { ScopeSection } from './scope-section'
import { SignalSection } from './signal-section'
import { SweepSection } from './sweep-section'
import type { SettingsDraft } from './use-draft'
import { WaitingSection } from './waiting-section'

export interface SectionProps {
  readonly draft: SettingsDraft
  readonly overview: Overview
}

export interface SettingsSection {
  readonly title: string
  /** One sentence above its fields. */
  readonly about: string
  /** The settings that it shows; by them it is marked as changed, or as wrong. */
  readonly names: readonly SettingName[]
  readonly Fields: ComponentType<SectionProps>
}

export const SECTIONS: readonly SettingsSection[] = [
  { ...settings.scope, names: ['requiredGroupIds', 'scope'], Fields: ScopeSection },
  { ...settings.accounts, names: ['target', 'leavers'], Fields: AccountSection },
  { ...settings.localGroups, names: ['groups'], Fields: LocalGroupSection },
  { ...settings.products, names: ['products'], Fields: ProductSection },
  { ...settings.signals, names: ['signals'], Fields: SignalSection },
  {
    ...settings.waiting,
    names: ['refusalMessage', 'waitingDays', 'seatWarning', 'noAccessAccountIds', 'noAccessGroupIds'],
    Fields: WaitingSection,
  },
  {
    ...settings.sweep,
    names: ['graceDays', 'removeNeverUsed', 'removalsPerRun', 'journalDays'],
    Fields: SweepSection,
  },
  { ...settings.exemptions, names: ['exemptGroupIds', 'exemptPeople'], Fields: ExemptionSection },
  { ...notices, names: ['notices'], Fields: NoticeSection },
  { ...notices.alerts, names: ['alerts'], Fields: AlertSection },
  {
    ...settings.billing,
    names: ['billingPeriod', 'billingDay', 'seatPrice', 'seatCurrency'],
    Fields: BillingSection,
  },
  { ...settings.schedules, names: ['schedules'], Fields: ScheduleSection },
]
