import { useRef } from 'react'
import type { Overview } from '../questions'
import { SettingsForm } from './settings-form'

interface SettingsTabProps {
  readonly overview: Overview
  readonly refresh: () => Promise<void>
}

/**
 * A form takes its values when it is mounted. It is mounted anew when somebody else changed the settings, but not after
 * its own save, which would take the keyboard's focus away.
 */
export function SettingsTab({ overview, refresh }: SettingsTabProps) {
  const { armed: _armed, ...values } = overview.settings
  const inForce = JSON.stringify(values)
  const mounted = useRef({ count: 0, inForce })
  const isOwnSave = useRef(false)
  if (mounted.current.inForce !== inForce) {
    mounted.current = { count: mounted.current.count + (isOwnSave.current ? 0 : 1), inForce }
    isOwnSave.current = false
  }
  const afterSave = async (): Promise<void> => {
    isOwnSave.current = true
    await refresh()
    isOwnSave.current = false
  }
  return <SettingsForm key={mounted.current.count} overview={overview} refresh={afterSave} />
}
