/** InlineEdit and Comment: parts of them arrive as named children. */
import AtlaskitComment, { CommentAction, CommentAuthor, CommentEdited, CommentTime } from '@atlaskit/comment'
import AtlaskitInlineEdit from '@atlaskit/inline-edit'
import type { ComponentProps, PropsWithChildren } from 'react'
import type { Drawings, Drawn } from '../draw'
import { drawAll } from '../draw'
import { partOf } from '../forge-document'
import { propsFor } from './pass-through'

/** The app holds the value and says when to edit: see UI Kit's own inline-edit. */
function InlineEdit(props: Drawn) {
  const { children: _children, ...rest } = propsFor<PropsWithChildren<ComponentProps<typeof AtlaskitInlineEdit>>>(props)
  return (
    <AtlaskitInlineEdit
      {...rest}
      editView={() => <div>{drawAll(partOf(props.doc, 'editView'))}</div>}
      readView={() => <div>{drawAll(partOf(props.doc, 'readView'))}</div>}
    />
  )
}

interface Clickable {
  readonly text: string
  readonly onClick?: () => void
}

function Comment({ doc, time, author, edited, actions, ...rest }: Drawn) {
  const written = time as Clickable | undefined
  const writer = author as Clickable | undefined
  const { errorActions: _errorActions, children: _children, ...plain } = rest
  return (
    <AtlaskitComment
      {...(plain as object)}
      avatar={drawAll(partOf(doc, 'avatar'))}
      content={drawAll(partOf(doc, 'content'))}
      author={writer === undefined ? undefined : <CommentAuthor>{writer.text}</CommentAuthor>}
      time={written === undefined ? undefined : <CommentTime>{written.text}</CommentTime>}
      edited={edited === undefined ? undefined : <CommentEdited>{String(edited)}</CommentEdited>}
      actions={((actions as readonly Clickable[] | undefined) ?? []).map(({ text, onClick }) => (
        <CommentAction key={text} onClick={() => onClick?.()}>
          {text}
        </CommentAction>
      ))}
    />
  )
}

export const inlineEditDrawings: Drawings = { InlineEdit, Comment }
