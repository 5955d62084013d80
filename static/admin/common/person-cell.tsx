import { Text, User } from '@forge/react'
import { common } from '../texts'

/** Stands in old records for somebody who has closed the account. */
const CLOSED_ACCOUNT = 'closed-account'

interface PersonCellProps {
  readonly accountId: string | null
  /** In the directory, for somebody without an account. */
  readonly objectId?: string | null
}

/** A person in a table. Names are drawn by Jira from account ids; somebody without an account is named by the directory's id. */
export function PersonCell({ accountId, objectId = null }: PersonCellProps) {
  if (accountId === CLOSED_ACCOUNT) return <Text>{common.closedAccount}</Text>
  if (accountId !== null) return <User accountId={accountId} />
  return <Text>{objectId === null ? common.unknownPerson : common.directoryId(objectId)}</Text>
}
