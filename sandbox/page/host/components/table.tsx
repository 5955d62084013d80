/** DynamicTable: UI Kit hands head and rows over as children, Atlaskit takes them as properties. */
import AtlaskitDynamicTable from '@atlaskit/dynamic-table'
import type { ComponentProps, PropsWithChildren } from 'react'
import type { Drawings, Drawn } from '../draw'
import { drawAll } from '../draw'
import type { ForgeDoc } from '../forge-document'
import { partOf } from '../forge-document'
import { propsFor } from './pass-through'

type TableProps = ComponentProps<typeof AtlaskitDynamicTable>
type Cells = NonNullable<TableProps['rows']>[number]['cells']

function toCells(cells: readonly ForgeDoc[]): Cells {
  return cells.map(({ props, children }) => {
    const { cellKey, ...rest } = props
    return { ...rest, ...(cellKey === undefined ? {} : { key: cellKey as string }), content: drawAll(children) }
  })
}

function toRow({ props, children }: ForgeDoc, position: number): NonNullable<TableProps['rows']>[number] {
  const { rowKey, ...rest } = props
  return { ...rest, key: String(rowKey ?? position), cells: toCells(children) }
}

function DynamicTable(props: Drawn) {
  const { children: _children, ...rest } = propsFor<PropsWithChildren<TableProps>>(props)
  const head = partOf(props.doc, 'head')
  const rows = partOf(props.doc, 'rows')
  return (
    <AtlaskitDynamicTable
      {...rest}
      {...(head.length === 0 ? {} : { head: { cells: toCells(head) } as NonNullable<TableProps['head']> })}
      rows={rows.map(toRow)}
    />
  )
}

export const tableDrawings: Drawings = { DynamicTable }
