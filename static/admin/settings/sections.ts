/** The sections of the settings, in the order in which an administrator meets them. A new one is a line here. */
import type { ComponentType } from 'react'
import type { Overview } from '../questions'
import { notices, settings } from '../texts'
import type { SettingName } from './draft'
import { NoticeSection } from './notice-section'
import { ScheduleSection } from './schedule-section'
import { ScopeSection } from './scope-section'
import { SeatSection } from './seat-section'
import { SignalSection } from './signal-section'
import type { SettingsDraft } from './use-draft'

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
  { ...settings.seats, names: ['products', 'refusalMessage'], Fields: SeatSection },
  { ...settings.signals, names: ['signals'], Fields: SignalSection },
  { ...notices, names: ['notices'], Fields: NoticeSection },
  { ...settings.schedules, names: ['schedules'], Fields: ScheduleSection },
]
