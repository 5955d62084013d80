/** People by account id: name and picture are looked up when shown, as Jira does. */
import Avatar from '@atlaskit/avatar'
import { useEffect, useState } from 'react'
import type { Drawings, Drawn } from '../draw'
import { drawAll } from '../draw'
import { read } from '../server'

const names = new Map<string, string>()

function useName(accountId: string): string {
  const [name, setName] = useState(names.get(accountId) ?? '')
  useEffect(() => {
    if (names.has(accountId)) return setName(names.get(accountId)!)
    let isWanted = true
    read<{ displayName: string }[]>('accounts', { id: accountId }).then(([account]) => {
      // Jira shows an account that is gone, or that it may not show, as a former user.
      names.set(accountId, account?.displayName ?? 'Former user')
      if (isWanted) setName(names.get(accountId)!)
    }, undefined)
    return () => {
      isWanted = false
    }
  }, [accountId])
  return name
}

function User({ accountId, hideDisplayName }: Drawn) {
  const name = useName(String(accountId))
  const isHidden = hideDisplayName === true
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
      <Avatar size="small" {...(isHidden ? { name } : {})} />
      {isHidden ? null : <span>{name}</span>}
    </span>
  )
}

function UserGroup({ doc }: Drawn) {
  return <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: 8 }}>{drawAll(doc.children)}</span>
}

export const peopleDrawings: Drawings = { User, UserGroup }
