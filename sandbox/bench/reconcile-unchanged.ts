/** One full provision run in which everything is as it should be. */
import type { Sandbox } from '../create-sandbox'
import type { BenchCase } from './bench-case'
import type { SandboxOptions } from '../create-sandbox'
import { createConnectedCompany, readLastRun, untilProvisioned } from './prepared-company'

const REQUIRED_GROUPS = ['All staff', 'All countries', 'Everybody with a contract']

/** Three groups, each with everybody in it: the run has to read them all. */
function addRequiredGroups({ tenant }: Sandbox): readonly string[] {
  const groups = REQUIRED_GROUPS.map((name) => tenant.addGroup(name))
  for (const { id } of groups) {
    for (const user of tenant.users.values()) if (user.userType === 'Member') tenant.setMember(id, user.id, true)
  }
  return groups.map(({ id }) => id)
}

/** What the organization's searches take on a bad day. */
const SLOW_PAGE_MS = 3_000

function reconcile(name: string, meaning: string, more: Pick<SandboxOptions, 'accountPageMs'> = {}): BenchCase {
  return {
    name,
    meaning,
    prepare: async (options) => {
      const arrange = (company: Sandbox) => ({
        requiredGroupIds: addRequiredGroups(company),
        signals: { signIn: false },
      })
      const sandbox = await createConnectedCompany(options, arrange, more)
      await untilProvisioned(sandbox, options.log)
      sandbox.host.pauseSchedules()
      await sandbox.complete(sandbox.administrator.call('runNow', { job: 'provision' }))
      return sandbox
    },
    measures: 'work',
    run: (sandbox) => sandbox.settle(),
    describe: async (sandbox) => ({
      outcome: await readLastRun(sandbox, 'provision'),
      requiredGroups: REQUIRED_GROUPS.length,
      accounts: sandbox.site.accounts.size,
    }),
  }
}

export const reconcileUnchanged = reconcile(
  'reconcile-unchanged',
  'one full provision run without a change, with three required groups: from the delivery of its event to its end',
)

export const reconcileSlow = reconcile(
  'reconcile-slow',
  'the same while every page of accounts takes 3 seconds, so that it goes on over several invocations',
  { accountPageMs: SLOW_PAGE_MS },
)
