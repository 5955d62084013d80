import { makeResolver } from '@forge/resolver'
import { createCallerReader } from '../adapters/atlassian/caller'
import { forgePorts } from '../adapters/forge/ports'
import { adminMethods, answerAdmin } from '../app/admin/methods'
import type { AdminDefinitions, AdminMethod } from '../app/admin/methods'
import { TIMEOUT_SECONDS } from './timeouts'

type Call = { payload: unknown; context: { accountId?: string } }

const handlers = Object.fromEntries(
  adminMethods.map((method: AdminMethod) => [
    method,
    ({ payload, context }: Call) =>
      answerAdmin(
        forgePorts(TIMEOUT_SECONDS.resolver),
        createCallerReader(),
        method,
        payload,
        context.accountId ?? null,
      ),
  ]),
)

/** The page's methods. Each one checks on the server that the caller administers Jira. */
export const admin = makeResolver<AdminDefinitions>(handlers as never)
