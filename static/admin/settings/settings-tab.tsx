import type { Overview } from '../questions'
import { SettingsForm } from './settings-form'

interface SettingsTabProps {
  readonly overview: Overview
  readonly refresh: () => Promise<void>
}

/** Everything that an administrator may set, except connections and what the jobs may do. */
export function SettingsTab({ overview, refresh }: SettingsTabProps) {
  return <SettingsForm overview={overview} refresh={refresh} />
}
