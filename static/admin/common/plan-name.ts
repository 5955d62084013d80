import { formatInstant } from '../format'
import { runNames, common } from '../texts'

const RUN = /^(provision|leavers|sweep|grant|undo|person):(?:now:)?(\d{4}-\d{2}-\d{2}T[\d:.]+Z)(:leavers|:groups)?$/

/** A run, plan or undo as people call it: "Sweep of Tue, 3 Mar 2026, 04:00". */
export function nameOfRun(id: string, timeZone: string): string {
  const [, kind, at, leavers] = RUN.exec(id) ?? []
  if (kind === undefined || at === undefined) return id
  const name =
    leavers !== undefined
      ? leavers === ':groups'
        ? common.groupsName
        : runNames.leavers
      : kind in runNames
        ? runNames[kind as keyof typeof runNames]
        : null
  return common.runOf(name ?? (kind === 'undo' ? common.undoName : common.personName), formatInstant(at, timeZone))
}
