/** One full provision run in which everything is as it should be. */
import type { Sandbox } from '../create-sandbox'
import type { BenchCase } from './bench-case'
import type { SandboxOptions } from '../create-sandbox'
import { createConnectedCompany, readLastRun, untilProvisioned, untilWeekend } from './prepared-company'

const REQUIRED_GROUPS = ['All staff', 'All countries', 'Everybody with a contract']

/** Three groups, each with everybody in it, also those who join later: the run has to read them all. */
function addRequiredGroups({ tenant }: Sandbox): readonly string[] {
  const groups = REQUIRED_GROUPS.map((name) => tenant.addGroup(name))
  const known = new Set<string>()
  const add = (userId: string): void => {
    if (known.has(userId) || tenant.users.get(userId)?.userType !== 'Member') return
    known.add(userId)
    for (const { id } of groups) tenant.setMember(id, userId, true)
  }
  for (const userId of tenant.users.keys()) add(userId)
  tenant.onChange(({ userId }) => add(userId))
  return groups.map(({ id }) => id)
}

const DEPARTMENTS = ['Sales', 'Engineering', 'Operations']

/** Everybody is in one of three groups that groups of the organization follow. */
function addMappedGroups({ tenant, site }: Sandbox) {
  const groups = DEPARTMENTS.map((name) => ({
    directoryGroupId: tenant.addGroup(`Department ${name}`).id,
    groupId: site.addGroup({ name: `department-${name.toLowerCase()}` }).groupId,
  }))
  const members = [...tenant.users.values()].filter(({ userType }) => userType === 'Member')
  members.forEach(({ id }, index) => tenant.setMember(groups[index % groups.length]!.directoryGroupId, id, true))
  return groups
}

/** Of the organization's groups that follow the directory's. */
function countMapped({ site }: Sandbox): number {
  return [...site.groups.values()]
    .filter(({ name }) => name.startsWith('department-'))
    .reduce((sum, { memberIds }) => sum + memberIds.size, 0)
}

/** What the organization's searches take on a bad day. */
const SLOW_PAGE_MS = 3_000

async function startRun({ host, complete, administrator }: Sandbox): Promise<void> {
  host.pauseSchedules()
  await complete(administrator.call('runNow', { job: 'provision' }))
}

/** Nobody works before the measured run: it looks at accounts and groups, and days of work take long to simulate. */
function goOnHoliday({ company }: Sandbox): void {
  for (const person of company.people) person.usesJira = false
}

function reconcile(name: string, meaning: string, more: Pick<SandboxOptions, 'accountPageMs'> = {}): BenchCase {
  return {
    name,
    meaning,
    prepare: async (options) => {
      const arrange = (company: Sandbox) => {
        goOnHoliday(company)
        const mappings = addMappedGroups(company)
        return {
          requiredGroupIds: addRequiredGroups(company),
          groups: { mappings },
          signals: { signIn: false },
          furtherGroupIds: mappings.map(({ groupId }) => groupId),
        }
      }
      const sandbox = await createConnectedCompany(options, arrange, more)
      await untilProvisioned(sandbox, options.log)
      // The nights until then fill the groups, also of a very large company.
      await untilWeekend(sandbox)
      // Who got an account in the last night joins the group of the department with the run after it.
      await startRun(sandbox)
      await sandbox.settle()
      await startRun(sandbox)
      return sandbox
    },
    measures: 'work',
    run: (sandbox) => sandbox.settle(),
    describe: async (sandbox) => ({
      outcome: await readLastRun(sandbox, 'provision'),
      requiredGroups: REQUIRED_GROUPS.length,
      mappedGroups: DEPARTMENTS.length,
      mappedMembers: countMapped(sandbox),
      accounts: sandbox.site.accounts.size,
    }),
  }
}

export const reconcileUnchanged = reconcile(
  'reconcile-unchanged',
  'one full provision run without a change, with three required and three mapped groups: from the delivery of its event to its end',
)

export const reconcileSlow = reconcile(
  'reconcile-slow',
  'the same while every page of accounts takes 3 seconds, so that it goes on over several invocations',
  { accountPageMs: SLOW_PAGE_MS },
)
