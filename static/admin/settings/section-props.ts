import type { Overview } from '../questions'
import type { SettingsDraft } from './use-draft'

export interface SectionProps {
  readonly draft: SettingsDraft
  readonly overview: Overview
}
