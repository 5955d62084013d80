import { nameOfRun } from '../common/plan-name'
import type { AuditPage } from '../questions'
import { audit as texts, jobNames, settingName } from '../texts'

type Entry = Pick<AuditPage['entries'][number], 'about' | 'settings' | 'moreSettings'>

/** What an entry tells beside who, when and what: the job, the run, the product, and each setting from → to. */
export function listDetails({ about, settings = [], moreSettings }: Entry, timeZone: string): readonly string[] {
  const { job, armed, planId, undoId, runId, productKey, accountIds, orgId, apiKeyExpires, until } = about
  const run = planId ?? undoId ?? runId
  const lines: (string | null)[] = [
    typeof job === 'string' && job in jobNames ? texts.job(job as keyof typeof jobNames, armed) : null,
    typeof run === 'string' ? nameOfRun(run, timeZone) : null,
    typeof productKey === 'string' ? productKey : null,
    typeof accountIds === 'number' ? texts.people(accountIds) : null,
    typeof orgId === 'string' ? texts.organization(orgId) : null,
    typeof apiKeyExpires === 'string' ? texts.keyUntil(apiKeyExpires) : null,
    typeof until === 'string' ? texts.until(until) : null,
    ...settings
      .filter(({ setting }) => !(setting.startsWith('armed.') && armed !== undefined))
      .map((change) => texts.change(settingName(change.setting), change)),
    moreSettings === undefined ? null : texts.more(moreSettings),
  ]
  return lines.filter((line) => line !== null)
}
