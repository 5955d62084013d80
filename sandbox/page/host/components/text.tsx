/** Words: text, headings, code, links and lists. */
import AtlaskitHeading from '@atlaskit/heading'
import AtlaskitLink from '@atlaskit/link'
import { Text as AtlaskitText } from '@atlaskit/primitives/compiled'
import { token } from '@atlaskit/tokens'
import { createContext, useContext } from 'react'
import type { ComponentProps, CSSProperties, MouseEvent } from 'react'
import type { Drawings, Drawn } from '../draw'
import { goTo } from '../navigation'
import { passThrough, propsFor } from './pass-through'

/** A text in a text continues its line. */
const InText = createContext(false)

function Text(props: Drawn) {
  const isNested = useContext(InText)
  const { as, children, ...rest } = propsFor<ComponentProps<typeof AtlaskitText> & { as?: string }>(props)
  const isStruck = (as as string | undefined) === 'strike'
  const element = isStruck ? 'span' : (as ?? (isNested ? 'span' : 'p'))
  return (
    <InText.Provider value>
      <AtlaskitText {...rest} as={element as 'p'}>
        {isStruck ? <s>{children}</s> : children}
      </AtlaskitText>
    </InText.Provider>
  )
}

const MONOSPACE: CSSProperties = {
  fontFamily: token('font.family.code'),
  fontSize: '0.875em',
  backgroundColor: token('color.background.neutral'),
  color: token('color.text'),
  borderRadius: 3,
}

function Code({ children }: Drawn) {
  return <code style={{ ...MONOSPACE, padding: '2px 4px', overflowWrap: 'break-word' }}>{children}</code>
}

function CodeBlock({ text, showLineNumbers = true, shouldWrapLongLines = false }: Drawn) {
  const lines = String(text).split('\n')
  const style: CSSProperties = { ...MONOSPACE, padding: 8, margin: 0, overflowX: 'auto' }
  return (
    // Focusable, because a keyboard has to reach what scrolls.
    <pre tabIndex={0} style={{ ...style, whiteSpace: shouldWrapLongLines === true ? 'pre-wrap' : 'pre' }}>
      {lines.map((line, index) => (
        <code key={index} style={{ display: 'block' }}>
          {showLineNumbers === true ? `${String(index + 1).padStart(3)}  ${line}` : line}
        </code>
      ))}
    </pre>
  )
}

function Link({ href, openNewTab, children }: Drawn) {
  const open = (event: MouseEvent): void => {
    event.preventDefault()
    goTo({ url: String(href), type: openNewTab === true ? 'new-tab' : 'same-tab' })
  }
  return (
    <AtlaskitLink href={String(href)} onClick={open} {...(openNewTab === true ? { target: '_blank' } : {})}>
      {children}
    </AtlaskitLink>
  )
}

function List({ type, children }: Drawn) {
  const Element = type === 'ordered' ? 'ol' : 'ul'
  return <Element style={{ margin: 0, paddingInlineStart: 24 }}>{children}</Element>
}

export const textDrawings: Drawings = {
  Text,
  Heading: passThrough(AtlaskitHeading),
  Em: ({ children }) => <em>{children}</em>,
  Strong: ({ children }) => <strong>{children}</strong>,
  Strike: ({ children }) => <s>{children}</s>,
  Code,
  CodeBlock,
  Link,
  List,
  ListItem: ({ children }) => <li>{children}</li>,
}
