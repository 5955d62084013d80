/** The document that UI Kit's reconciler hands over: a tree of named components, their properties and children. */
import { createStore } from './store'

export interface ForgeDoc {
  readonly type: string
  readonly props: Readonly<Record<string, unknown>>
  readonly children: readonly ForgeDoc[]
  readonly key: string
}

/** The reconciler changes its one tree in place, so a version tells that it has changed. */
export const appDocument = createStore<{ readonly root: ForgeDoc | null; readonly version: number }>({
  root: null,
  version: 0,
})

export function showDocument(root: ForgeDoc | null): void {
  appDocument.set({ root, version: appDocument.get().version + 1 })
}

interface AppElement {
  readonly type: unknown
  readonly key: string | null
  readonly props: Readonly<Record<string, unknown>>
}

/** An element in a property, e.g. an action of a SectionMessage, is not reconciled: it arrives as React made it. */
export function isAppElement(value: unknown): value is AppElement {
  return typeof value === 'object' && value !== null && '$$typeof' in value && 'props' in value
}

/** @throws Error for an element of the app's own component, which only the app itself could evaluate */
export function toForgeDoc(element: AppElement, position = 0): ForgeDoc {
  const { children, ...props } = element.props
  if (typeof element.type !== 'string') {
    throw new Error('A component of the app cannot be drawn inside a property: use UI Kit components there.')
  }
  return { type: element.type, props, children: toDocs(children), key: element.key ?? String(position) }
}

function toDocs(children: unknown): ForgeDoc[] {
  if (Array.isArray(children)) return children.flatMap(toDocs).map((doc, index) => ({ ...doc, key: String(index) }))
  if (isAppElement(children)) return [toForgeDoc(children)]
  const isText = typeof children === 'string' || typeof children === 'number'
  return isText ? [{ type: 'String', props: { text: String(children) }, children: [], key: '0' }] : []
}

/** Children that a component wraps under a name, because they are not its ordinary children: head and rows of a table. */
export function partOf(doc: ForgeDoc, name: string): readonly ForgeDoc[] {
  return doc.children.find(({ type, props }) => type === 'ContentWrapper' && props['name'] === name)?.children ?? []
}
