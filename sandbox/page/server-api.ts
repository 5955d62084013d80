/** The JSON API behind the page: what the bridge and the control panel ask the living world for. */
import * as v from 'valibot'
import { CALLER_KINDS, PERSON_ACTS } from './api'
import type { Credential, Invoked } from './api'
import type { LivingWorld } from './living-world'

const LONGEST_ADVANCE_MS = 366 * 86_400_000
const ACCOUNTS_AT_MOST = 20

const caller = v.picklist(CALLER_KINDS)
const wholeNumber = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))
const faultLine = v.pipe(v.string(), v.trim(), v.minLength(1, 'Expected a fault, got nothing.'), v.maxLength(200))
const Schemas = {
  invoke: v.strictObject({ caller, functionKey: v.string(), payload: v.optional(v.unknown()) }),
  clock: v.union([
    v.strictObject({ advanceMs: v.pipe(v.number(), v.minValue(1), v.maxValue(LONGEST_ADVANCE_MS)) }),
    v.strictObject({ isRunning: v.boolean() }),
  ]),
  people: v.strictObject({ act: v.picklist(PERSON_ACTS), userId: v.nullable(v.string()) }),
  seats: v.union([v.strictObject({ fillLeaving: wholeNumber }), v.strictObject({ free: wholeNumber })]),
  fault: v.union([v.strictObject({ on: faultLine }), v.strictObject({ off: faultLine })]),
  administrator: v.strictObject({ approvesDaily: v.boolean() }),
}

export type ApiAnswer = { readonly status: number; readonly body: unknown }
type Query = URLSearchParams
type Read = (world: LivingWorld, query: Query) => unknown
type Write = (world: LivingWorld, body: unknown) => unknown

const READS: Readonly<Record<string, Read>> = {
  state: (world) => world.state(),
  samples: (world) => world.truth.samples(),
  page: (world, query) => world.callers.open(v.parse(caller, query.get('caller') ?? 'administrator')),
  people: (world, query) => world.people.find(query.get('search') ?? ''),
  credentials: (world) => listCredentials(world),
  accounts: (world, query) => findAccounts(world, query.get('search'), query.getAll('id')),
}

const WRITES: Readonly<Record<string, Write>> = {
  invoke: (world, body) => invoke(world, v.parse(Schemas.invoke, body)),
  clock: async ({ timekeeper }, body) => {
    const wish = v.parse(Schemas.clock, body)
    if ('isRunning' in wish) timekeeper.setRunning(wish.isRunning)
    else await timekeeper.advance(wish.advanceMs)
    return timekeeper.state()
  },
  people: ({ people }, body) => {
    const { act, userId } = v.parse(Schemas.people, body)
    return people.act(act, userId)
  },
  seats: ({ seats }, body) => {
    const wish = v.parse(Schemas.seats, body)
    return 'free' in wish ? seats.free(wish.free) : seats.fill(wish.fillLeaving)
  },
  fault: ({ faults }, body) => {
    const wish = v.parse(Schemas.fault, body)
    return 'on' in wish ? faults.switchOn(wish.on) : faults.switchOff(wish.off)
  },
  administrator: (world, body) => {
    world.setApprovesDaily(v.parse(Schemas.administrator, body).approvesDaily)
    return { ok: true }
  },
}

/** @param path below /api/ @param body undefined = a GET request */
export async function answerApi(world: LivingWorld, path: string, query: Query, body: unknown): Promise<ApiAnswer> {
  const read = body === undefined ? READS[path] : undefined
  const write = body === undefined ? undefined : WRITES[path]
  if (read === undefined && write === undefined) {
    return {
      status: 404,
      body: { message: `The page's server has no ${body === undefined ? 'GET' : 'POST'} ${path}.` },
    }
  }
  try {
    return { status: 200, body: (await (read?.(world, query) ?? write?.(world, body))) ?? null }
  } catch (error) {
    if (v.isValiError(error)) return { status: 400, body: { message: error.message } }
    throw error
  }
}

/** As Jira's own backend does for the bridge: the caller comes from the session, never from the page's payload. */
async function invoke(world: LivingWorld, call: v.InferOutput<typeof Schemas.invoke>): Promise<Invoked> {
  const page = world.callers.open(call.caller)
  const { accountId } = page.caller
  try {
    const work = world.sandbox.host.invokeResolver(page.moduleKey, call.functionKey, call.payload, { accountId })
    return { ok: true, value: await world.timekeeper.complete(work) }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}

function findAccounts({ sandbox }: LivingWorld, search: string | null, ids: readonly string[]): unknown {
  const { accounts } = sandbox.site
  const describe = ({ accountId, displayName, email }: { accountId: string; displayName: string; email: string }) => ({
    accountId,
    displayName,
    email,
  })
  if (search === null) return ids.flatMap((id) => (accounts.has(id) ? [describe(accounts.get(id)!)] : []))
  const wanted = search.toLowerCase()
  const found = []
  for (const account of accounts.values()) {
    if (!account.displayName.toLowerCase().includes(wanted) && !account.email.includes(wanted)) continue
    found.push(describe(account))
    if (found.length >= ACCOUNTS_AT_MOST) break
  }
  return found
}

function listCredentials({ sandbox: { tenant, site, okta, directory } }: LivingWorld): readonly Credential[] {
  const ofDirectory =
    directory === 'okta'
      ? [
          { label: 'Okta address', value: `https://${okta.host}` },
          { label: 'API token', value: okta.apiToken },
        ]
      : [
          { label: 'Tenant id', value: tenant.tenantId },
          { label: 'Client id', value: tenant.clientId },
          { label: 'Client secret', value: tenant.clientSecret },
        ]
  return [
    ...ofDirectory,
    { label: 'Atlassian application id', value: tenant.atlassianAppId },
    { label: 'Organization id', value: site.orgId },
    { label: 'Directory id', value: site.directoryId },
    { label: 'Organization API key', value: site.orgApiKey },
    { label: 'SCIM directory id', value: site.scimDirectoryId },
    { label: 'SCIM API key', value: site.scimApiKey },
  ]
}
