// jira.js against the sandbox, with its schema check: `throw` for wrong types, and with AUDIT_SCHEMAS=true its
// audit for unknown fields. JSON in, JSON out.
import { createCloudClient, isNotFoundError, isAuthError } from 'jira.js'

const input = JSON.parse(process.argv[2])
const connect = (apiToken) =>
  createCloudClient({
    host: input.jira,
    auth: { type: 'basic', email: input.email, apiToken },
    onSchemaMismatch: 'throw',
  })
const jira = connect(input.apiToken)

async function nameError(work) {
  try {
    return await work
  } catch (error) {
    return isNotFoundError(error) ? 'not found' : isAuthError(error) ? 'unauthorized' : String(error)
  }
}

const seen = {
  role: await jira.applicationRoles.getApplicationRole({ key: 'jira-software' }),
  roles: await jira.applicationRoles.getAllApplicationRoles(),
  permissions: await jira.permissions.getMyPermissions({ permissions: 'ADMINISTER' }),
  user: await jira.users.getUser({ accountId: input.accountId, expand: 'groups,applicationRoles' }),
  myself: await jira.myself.getCurrentUser(),
  groups: await jira.groups.findGroups({ query: 'jira' }),
  unknownRole: await nameError(jira.applicationRoles.getApplicationRole({ key: 'jira-none' })),
  wrongToken: await nameError(connect('wrong').myself.getCurrentUser()),
}
/** Fields and values that its schemas do not have, as its own audit collects them. */
const drift = globalThis[Symbol.for('apis-code-gen.schemaAudit')] ?? []
console.log(JSON.stringify({ ...seen, drift }))
