/** The few forms of `$filter` that are modelled. Another form is a loud 501, since the real service may well know it. */
import type { Strictness } from '../strict-routes'
import { badRequest } from './errors'
import type { EntraUser, SignInQuery, Tenant } from './tenant'

const EQUALS = /^(id|mail|userPrincipalName) eq '((?:[^']|'')*)'$/
const ID_IN = /^id in \((.*)\)$/

/** `mail|userPrincipalName|id eq '…'`, joined by `or`; `id in ('…', …)`. @returns living users in the order of their positions */
export function findUsers(strictness: Strictness, tenant: Tenant, filter: string): readonly EntraUser[] {
  const found = new Set<EntraUser>()
  for (const condition of splitConditions(filter, ' or ')) {
    const list = ID_IN.exec(condition)
    const equals = EQUALS.exec(condition)
    if (list !== null) {
      for (const quoted of list[1]!.split(',')) addUser(found, tenant.users.get(unquote(quoted.trim())))
    } else if (equals !== null) {
      const value = equals[2]!.replaceAll("''", "'")
      if (equals[1] === 'id') addUser(found, tenant.users.get(value))
      else if (equals[1] === 'mail') for (const user of tenant.findByMail(value)) found.add(user)
      else addUser(found, tenant.findByUserPrincipalName(value))
    } else throw strictness.unsupported(`/users: the filter "${condition}" is not modelled`)
  }
  return [...found].sort((a, b) => a.position - b.position)
}

function addUser(found: Set<EntraUser>, user: EntraUser | undefined): void {
  if (user !== undefined) found.add(user)
}

const SIGN_IN_TEXT = /^(appId|userId) eq '((?:[^']|'')*)'$/
const SIGN_IN_TIME = /^createdDateTime (ge|le) (\S+)$/
const SIGN_IN_STATUS = /^status\/errorCode eq (\d+)$/

/** Conditions joined by `and`. @returns null when nothing can match: every recorded sign-in is a success */
export function parseSignInFilter(strictness: Strictness, filter: string | null): Omit<SignInQuery, 'asOf'> | null {
  const query = {
    appId: undefined as string | undefined,
    userId: undefined as string | undefined,
    from: 0,
    to: Infinity,
  }
  let isPossible = true
  for (const condition of filter === null ? [] : splitConditions(filter, ' and ')) {
    const text = SIGN_IN_TEXT.exec(condition)
    const time = SIGN_IN_TIME.exec(condition)
    const status = SIGN_IN_STATUS.exec(condition)
    if (text !== null) query[text[1] as 'appId' | 'userId'] = text[2]!.replaceAll("''", "'")
    else if (time !== null) {
      // The log has whole seconds, so a row of second s happened before s + 1.
      const at = Date.parse(time[2]!)
      if (Number.isNaN(at)) throw badRequest(`Invalid filter clause: '${condition}'.`)
      if (time[1] === 'ge') query.from = Math.ceil(at / 1000) * 1000
      else query.to = Math.floor(at / 1000) * 1000 + 999
    } else if (status !== null) isPossible &&= status[1] === '0'
    else throw strictness.unsupported(`/auditLogs/signIns: the filter "${condition}" is not modelled`)
  }
  return isPossible ? query : null
}

/** Splits outside of quotes. */
function splitConditions(filter: string, word: string): readonly string[] {
  const parts: string[] = []
  let start = 0
  let isQuoted = false
  for (let index = 0; index < filter.length; index++) {
    if (filter[index] === "'") isQuoted = !isQuoted
    if (isQuoted || !filter.startsWith(word, index)) continue
    parts.push(filter.slice(start, index))
    start = index + word.length
  }
  return [...parts, filter.slice(start)].map((part) => part.trim().replace(/^\((?!.*\) )(.*)\)$/, '$1'))
}

function unquote(text: string): string {
  return text.replace(/^'(.*)'$/, '$1').replaceAll("''", "'")
}
