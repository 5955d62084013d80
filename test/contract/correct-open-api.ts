/** Where a reference document asks for more than the service or its own clients keep to. */

type Node = Record<string, unknown>

interface Operation {
  readonly operationId: string
  readonly responses: Node
}

interface Document {
  readonly paths: Readonly<Record<string, { readonly get?: Operation; readonly post?: Operation }>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Node>>
    readonly parameters?: Readonly<Record<string, { readonly schema: Node }>>
  }
}

const AUDIT_LOG = new Set(['pollEvents', 'getEventActions'])

/** Changes the document. */
export function correctOpenApi(document: object): void {
  const { paths, components } = document as Document
  const { schemas, parameters } = components
  // It names no status for a restore into a full product, though there is a code for it (ADMIN-UAM-409-3).
  for (const { get, post } of Object.values(paths)) {
    if (post?.operationId === 'restoreDirectoryUser') post.responses['409'] ??= post.responses['400']
    // It does not say what an organization without Guard Standard is told; sandbox/organization/errors.ts assumes 403.
    if (get !== undefined && AUDIT_LOG.has(get.operationId)) get.responses['403'] ??= get.responses['401']
  }
  // Microsoft's own client writes the name in small letters.
  const item = schemas['batchRequestItem'] as { allOf: { then: { properties: { headers: Node } } }[] } | undefined
  const names = ['Content-Type', 'content-type'].map((name) => ({ required: [name] }))
  if (item !== undefined) item.allOf[0]!.then.properties.headers = { anyOf: names }
  // The Location of a 410 carries an empty token: begin anew (delta-query-overview).
  delete parameters?.['deltatoken']?.schema['minLength']
  // Its own extension says the words for roles are those known by now: Atlassian adds others.
  for (const name of ['RoleId', 'PlatformRole']) delete schemas[name]?.['enum']
  // It asks for the id also when that was not selected; selected-properties.ts asks for what was.
  for (const name of ['userEntity', 'groupEntity']) forgetId(schemas[name])
  const collection = schemas['userCollection'] as { properties: { value: { items: Node } } } | undefined
  forgetId(collection?.properties.value.items)
}

function forgetId(schema: Node | undefined): void {
  for (const part of (schema?.['allOf'] ?? []) as Node[]) if (String(part['required']) === 'id') delete part['required']
}
