/** A UI Kit page without a browser: the real packages render into a document that tests read and operate. */

/** A node of the document that UI Kit hands to Jira to be drawn. */
export interface DocNode {
  readonly type: string
  readonly props: Record<string, unknown>
  readonly children: readonly DocNode[]
}

export interface BridgeLog {
  readonly flags: { title?: string; description?: string; type?: string }[]
}

type Invoke = (functionKey: string, payload: unknown) => Promise<unknown>

let root: DocNode | null = null

/** Call before anything of @forge is imported: it looks for its host while it loads. */
export function installBridge(invoke: Invoke): BridgeLog {
  const log: BridgeLog = { flags: [] }
  const callBridge = async (command: string, data: Record<string, never>): Promise<unknown> => {
    if (command === 'reconcile') root = data['forgeDoc'] as unknown as DocNode
    else if (command === 'showFlag') log.flags.push(data)
    // What crosses the bridge is JSON.
    else if (command === 'invoke')
      return JSON.parse(JSON.stringify(await invoke(String(data['functionKey']), data['payload'])))
    else if (command === 'onError') throw data['error'] as unknown as Error
    return undefined
  }
  Object.assign(globalThis, { self: globalThis, __bridge: { callBridge } })
  return log
}

/** Lets answers arrive and the page draw them. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await new Promise((resolve) => setImmediate(resolve))
}

export function findAll(type: string, matches: (node: DocNode) => boolean = () => true): readonly DocNode[] {
  const found: DocNode[] = []
  const visit = (node: DocNode): void => {
    if (node.type === type && matches(node)) found.push(node)
    for (const child of node.children) visit(child)
  }
  if (root !== null) visit(root)
  return found
}

/** @throws Error when there is not exactly one such node */
export function find(type: string, matches: (node: DocNode) => boolean = () => true): DocNode {
  const found = findAll(type, matches)
  if (found.length !== 1) throw new Error(`Expected one ${type}, got ${found.length} in: ${pageText()}`)
  return found[0]!
}

export function button(name: string): DocNode {
  const all = [...findAll('Button'), ...findAll('LoadingButton')].filter((node) => textOf(node) === name)
  if (all.length !== 1) throw new Error(`Expected one button "${name}", got ${all.length} in: ${pageText()}`)
  return all[0]!
}

/** A box with its label in it. */
export function checkbox(label: string): DocNode {
  return find('Checkbox', ({ props }) => props['label'] === label)
}

/** The control that a label belongs to. */
export function labelled(label: string): DocNode {
  const id = find('Label', (node) => textOf(node) === label).props['labelFor']
  for (const type of ['Textfield', 'TextArea', 'Select', 'Toggle']) {
    const [control] = findAll(type, ({ props }) => props['id'] === id || props['inputId'] === id)
    if (control !== undefined) return control
  }
  throw new Error(`Expected a control labelled "${label}", got none with the id ${String(id)}`)
}

export async function act(
  node: DocNode,
  handler: 'onClick' | 'onChange' | 'onSubmit',
  argument?: unknown,
): Promise<void> {
  ;(node.props[handler] as (argument?: unknown) => unknown)(argument)
  await settle()
}

export function type(node: DocNode, value: string): Promise<void> {
  return act(node, 'onChange', { target: { type: 'text', value } })
}

export function textOf(node: DocNode): string {
  if (node.type === 'String') return String(node.props['text'])
  const own = ['title', 'header', 'description']
    .map((name) => node.props[name])
    .filter((text) => typeof text === 'string')
  return [...own, ...node.children.map(textOf)].filter((text) => text !== '').join(' ')
}

export function pageText(): string {
  return root === null ? '' : textOf(root)
}

/** Opens a tab by its name. */
export function openTab(name: string): Promise<void> {
  const names = findAll('Tab').map(textOf)
  if (!names.includes(name)) throw new Error(`Expected a tab "${name}", got ${names.join(', ')}`)
  return act(find('Tabs'), 'onChange', names.indexOf(name))
}
