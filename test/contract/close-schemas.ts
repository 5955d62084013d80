/** Makes the open schemas of a reference document strict: no unknown property, and what the adapters rely on is there. */

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null
type Node = Record<string, unknown>

/** By component. The organization's document requires next to nothing. */
const RELIED_ON: Readonly<Record<string, readonly string[]>> = {
  MultiDirectoryUserSearchPage: ['data', 'links'],
  MultiDirectoryUser: [
    'accountId',
    'accountType',
    'accountStatus',
    'membershipStatus',
    'status',
    'email',
    'addedToOrg',
  ],
  MultiDirectoryUserGroup: ['id'],
  MultiDirectoryProductAccess: ['key', 'lastActiveTimestamp'],
  LinkPageCursor: ['next'],
  MultiDirectoryGroupDetails: ['data'],
  ScimUser: ['active', 'emails', 'urn:scim:schemas:extension:atlassian-external:1.0'],
  ExternalAtlassianScimExtension: ['atlassianAccountId'],
  ScimUserListResponse: ['Resources'],
  // Inside a user it has no seats.
  ApplicationRole: ['key'],
  Permissions: ['permissions'],
  UserPermission: ['key', 'havePermission'],
}

/** Conditions stay as they are: closed, they would no longer fit. */
const CONDITIONS = new Set(['if', 'then', 'else', 'not', 'contains'])

interface Components {
  readonly schemas: Record<string, Node>
}

/** Changes the document. */
export function closeSchemas(document: object): void {
  const { schemas } = (document as { components: Components }).components
  for (const [name, required] of Object.entries(RELIED_ON)) {
    const schema = schemas[name]
    if (schema !== undefined)
      schema['required'] = [...new Set([...((schema['required'] ?? []) as string[]), ...required])]
  }
  const parts = new Set<unknown>()
  visit(document, (node) => {
    // Parts of an `allOf` stay open: the whole is closed instead.
    for (const part of (node['allOf'] ?? []) as Node[]) {
      parts.add(part)
      const name = typeof part['$ref'] === 'string' ? part['$ref'].split('/').pop() : undefined
      if (name !== undefined) parts.add(schemas[name])
    }
  })
  visit(document, (node) => {
    if (parts.has(node) || 'additionalProperties' in node) return
    if (Array.isArray(node['allOf'])) node['unevaluatedProperties'] = false
    else if (isObject(node['properties']) && !('name' in node && 'in' in node)) node['additionalProperties'] = false
  })
}

function visit(value: unknown, look: (node: Node) => void): void {
  if (Array.isArray(value)) value.forEach((item: Json) => visit(item, look))
  else if (isObject(value)) {
    look(value)
    for (const [name, part] of Object.entries(value)) if (!CONDITIONS.has(name)) visit(part, look)
  }
}

function isObject(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
