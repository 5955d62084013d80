import { Text, User } from '@forge/react'
import { common } from '../texts'

interface PersonCellProps {
  readonly accountId: string | null
  /** In the directory, for somebody without an account. */
  readonly objectId: string | null
}

/** A person in a table. Names are drawn by Jira from account ids; somebody without an account is named by the directory's id. */
export function PersonCell({ accountId, objectId }: PersonCellProps) {
  if (accountId !== null) return <User accountId={accountId} />
  return <Text>{objectId === null ? common.unknownPerson : common.directoryId(objectId)}</Text>
}
