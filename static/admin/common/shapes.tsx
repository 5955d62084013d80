/** Shapes that recur on every tab. */
import type { ReactNode } from 'react'
import { Heading, List, ListItem, SectionMessage, Stack, Text, UserPicker } from '@forge/react'
import { common } from '../texts'

/** A titled part of a tab. */
export function Section(props: { readonly title: string; readonly about?: string; readonly children: ReactNode }) {
  const { title, about, children } = props
  return (
    <Stack space="space.150">
      <Heading as="h2" size="medium">
        {title}
      </Heading>
      {about === undefined ? null : <Text>{about}</Text>}
      {children}
    </Stack>
  )
}

/** The heading of a part of a section. */
export function Subheading({ children }: { readonly children: string }) {
  return (
    <Heading as="h3" size="small">
      {children}
    </Heading>
  )
}

/** What explains, or matters less. */
export function Subtle({ children }: { readonly children: string | undefined }) {
  return <Text color="color.text.subtle">{children}</Text>
}

interface MessageProps {
  readonly appearance: 'information' | 'success' | 'warning' | 'error'
  readonly title?: string
  /** '' = the title says it all; null = there is nothing to say */
  readonly text: string | null
}

/** One sentence that stands out. */
export function Message({ text, ...looks }: MessageProps) {
  return text === null ? null : <SectionMessage {...looks}>{text === '' ? null : <Text>{text}</Text>}</SectionMessage>
}

/** Why something could not be done; nothing while it could. */
export function Problem({ text, title = common.notDoneTitle }: Pick<MessageProps, 'text' | 'title'>) {
  return <Message appearance="error" title={title} text={text} />
}

/** Sentences one below the other. */
export function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <List type="unordered">
      {lines.map((line, index) => (
        <ListItem key={index}>{line}</ListItem>
      ))}
    </List>
  )
}

/** The head of a table. @param columns titles by name @param names which of them are shown; all when left out */
export function headOf<Name extends string>(
  columns: Readonly<Record<Name, string>>,
  names: readonly Name[] = Object.keys(columns) as Name[],
) {
  return { cells: names.map((key) => ({ key, content: columns[key] })) }
}

/** A row of a table. @param cells what stands in each column, by its name */
export function rowOf(key: string, cells: Readonly<Record<string, ReactNode>>) {
  return {
    key,
    cells: Object.entries(cells).map(([name, content]) => ({
      key: name,
      content: typeof content === 'string' ? <Text>{content}</Text> : content,
    })),
  }
}

interface PersonPickerProps {
  readonly name: string
  readonly label: string
  readonly description?: string
  /** null = nobody is chosen any more */
  readonly pick: (accountId: string | null) => void
}

/** Picks one person of the site. */
export function PersonPicker({ pick, ...labels }: PersonPickerProps) {
  return <UserPicker {...labels} onChange={(user) => pick((Array.isArray(user) ? user[0] : user)?.id ?? null)} />
}
