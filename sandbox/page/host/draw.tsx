/** Draws a UI Kit document: each named component with the drawing that the page has for it, or a loud error. */
import { Component, createContext, useContext } from 'react'
import type { ComponentType, ReactNode } from 'react'
import type { ForgeDoc } from './forge-document'
import { isAppElement, toForgeDoc } from './forge-document'
import { wrapHandler } from './handlers'
import { Loud } from './problems'

/** What every drawing receives: the component's properties, ready for React, and the document for those who look deeper. */
export type Drawn = Readonly<Record<string, unknown>> & { readonly doc: ForgeDoc; readonly children?: ReactNode }
export type Drawings = Readonly<Record<string, ComponentType<Drawn>>>

export const DrawingsContext = createContext<Drawings>({})

export function Draw({ doc }: { doc: ForgeDoc }) {
  const drawing = useContext(DrawingsContext)[doc.type]
  if (doc.type === 'String') return <>{doc.props['text'] as string}</>
  if (drawing === undefined)
    return <Loud>{`The sandbox page has no drawing of the UI Kit component ${doc.type}.`}</Loud>
  const Drawing = drawing
  return (
    <Fence name={doc.type}>
      <Drawing {...toProps(doc.props)} doc={doc}>
        {drawAll(doc.children)}
      </Drawing>
    </Fence>
  )
}

/** Text alone is passed as text, because several components look at it. */
export function drawAll(docs: readonly ForgeDoc[]): ReactNode {
  if (docs.length === 0) return undefined
  if (docs.every(({ type }) => type === 'String')) return docs.map(({ props }) => props['text']).join('')
  return docs.map((doc) => <Draw key={doc.key} doc={doc} />)
}

function toProps(props: ForgeDoc['props']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(props).map(([name, value]) => [name, toProp(value)]))
}

function toProp(value: unknown): unknown {
  if (typeof value === 'function') return wrapHandler(value as (...args: unknown[]) => unknown)
  if (isAppElement(value)) return <Draw doc={toForgeDoc(value)} />
  if (Array.isArray(value) && value.some(isAppElement)) {
    return value.filter(isAppElement).map((element, index) => <Draw key={index} doc={toForgeDoc(element, index)} />)
  }
  return value
}

/** A component that fails takes down itself only, and says so. A class, because React has no other error boundary. */
class Fence extends Component<{ name: string; children: ReactNode }, { message: string | null }> {
  override state = { message: null }

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    const { message } = this.state
    return message === null ? this.props.children : <Loud>{`${this.props.name} could not be drawn: ${message}`}</Loud>
  }
}
