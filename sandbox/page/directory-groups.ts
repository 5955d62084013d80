/** Groups of the directory, so that whoever tries the page has some to choose from. */
import type { Tenant } from '../entra/tenant'

const GROUPS = [
  { name: 'Project Phoenix', members: 20 },
  { name: 'Service desk', members: 5 },
] as const

/** With the company's first people in them: a group without members stops a run that needs it. */
export function addDirectoryGroups(tenant: Tenant): void {
  for (const { name, members } of GROUPS) {
    const { id } = tenant.addGroup(name)
    for (const userId of [...tenant.users.keys()].slice(0, members)) tenant.setMember(id, userId, true)
  }
}
