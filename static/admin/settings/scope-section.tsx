import { settings } from '../texts'
import { GroupsSetting } from './groups-setting'
import type { SectionProps } from './sections'

const texts = settings.groups

/** Who should be able to use Jira. */
export function ScopeSection({ draft }: SectionProps) {
  return <GroupsSetting draft={draft} path="requiredGroupIds" texts={texts} />
}
