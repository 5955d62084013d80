import { formatInstant } from '../format'
import { runNames, common } from '../texts'

const RUN =
  /^(provision|leavers|sweep|grant|undo|person):(?:now:)?(\d{4}-\d{2}-\d{2}T[\d:.]+Z)(:renames|:leavers|:groups|:notices)?$/

/** Plans of a run that have a name of their own. */
const PARTS = {
  ':renames': common.renamesName,
  ':leavers': runNames.leavers,
  ':groups': common.groupsName,
  ':notices': common.noticesName,
}

/** A run, plan or undo as people call it: "Sweep of Tue, 3 Mar 2026, 04:00". */
export function nameOfRun(id: string, timeZone: string): string {
  const [, kind, at, part] = RUN.exec(id) ?? []
  if (kind === undefined || at === undefined) return id
  const own = kind in runNames ? runNames[kind as keyof typeof runNames] : null
  const name = part === undefined ? own : PARTS[part as keyof typeof PARTS]
  return common.runOf(name ?? (kind === 'undo' ? common.undoName : common.personName), formatInstant(at, timeZone))
}
