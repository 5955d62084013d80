/**
 * The value of a controlled field between a keystroke and the app's answer to it.
 *
 * On Forge the app runs beyond a bridge, so a field shows what was typed at once and the app's own value when it comes:
 * without this the caret would jump and a click on a checkbox would be undone for a moment.
 */
import { useEffect, useState } from 'react'
import { appDocument } from '../forge-document'
import { useStore } from '../store'

/** @param value of the app; undefined = the field is not controlled @returns what to show, and how to note a change */
export function useLocalValue<T>(value: T | undefined): readonly [T | undefined, (next: T) => void] {
  const [local, setLocal] = useState(value)
  const { version } = useStore(appDocument)
  useEffect(() => setLocal(value), [value, version])
  return [value === undefined ? undefined : local, setLocal]
}
