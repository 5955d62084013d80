/** Turns the contract of an operation into checks. Each schema is compiled when it is first needed, once per process. */
import type { AnySchema, ErrorObject, ValidateFunction } from 'ajv'
import type Ajv2020 from 'ajv/dist/2020'
import type { ServiceReply } from '../../sandbox/service'
import type { Breach, Sent } from './exchange'
import type { Operation, Schema } from './operation'
import { readQuery } from './read-query'

export interface CompiledOperation extends Pick<Operation, 'service' | 'name' | 'method' | 'path'> {
  /** @param isApp the request is our app's, which has rules of its own */
  checkRequest(request: Sent, isApp: boolean): readonly Breach[]
  checkReply(reply: ServiceReply): readonly Breach[]
}

/** The first errors tell the story; alternatives that did not fit only repeat it. */
const ERRORS_MAX = 5

export function compileOperation(ajv: Ajv2020, operation: Operation): CompiledOperation {
  const { service, name, method, path, query, appQuery, headers, body, responses } = operation
  const check = createChecker(ajv, name)
  const parameters = Object.fromEntries(
    Object.entries(query.properties).map(([parameter, schema]) => [parameter, typeOf(ajv, schema)]),
  )

  function checkBody(request: Sent): readonly Breach[] {
    const isEmpty = request.body === null || request.body === ''
    if (body === undefined) return isEmpty ? [] : [breach('request body', 'must not be there', request.body)]
    if (isEmpty && operation.isBodyOptional === true) return []
    const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
    const value = isForm ? Object.fromEntries(new URLSearchParams(request.body ?? '')) : parseJson(request.body ?? '')
    if (value === undefined) return [breach('request body', 'must be JSON', request.body)]
    return check(body, value, 'request body')
  }

  function breach(place: string, problem: string, value: unknown): Breach {
    return { operation: name, place, problem, value }
  }

  return {
    service,
    name,
    method,
    path,
    checkRequest: (request, isApp) => {
      const values = readQuery(request.url.searchParams, parameters)
      return [
        ...check(query, values, 'request query'),
        ...(isApp && appQuery !== undefined ? check(appQuery, values, 'request query') : []),
        ...check(headers, request.headers, 'request headers'),
        ...checkBody(request),
      ]
    },
    checkReply: ({ status, headers: replyHeaders = {}, body: text }) => {
      const place = `reply ${status}`
      const schema = responses[String(status)] ?? responses[`${String(status)[0]}XX`]
      if (responses[String(status)] === null) return text === '' ? [] : [breach(place, 'must not have a body', text)]
      if (schema == null) return [breach(place, 'is not a status of this operation', text)]
      const value = parseJson(text)
      if (schema === true && text === '') return []
      if (value === undefined) return [breach(place, 'must be JSON', text)]
      const type = replyHeaders['content-type'] ?? ''
      const wrongType = /\bjson\b/.test(type) ? [] : [breach(`${place} content-type`, 'must be JSON', type)]
      return [...wrongType, ...check(schema, value, place)]
    },
  }
}

function createChecker(
  ajv: Ajv2020,
  operation: string,
): (schema: Schema, value: unknown, place: string) => readonly Breach[] {
  const compiled = new Map<Schema, ValidateFunction>()
  return (schema, value, place) => {
    let validate = compiled.get(schema)
    if (validate === undefined) compiled.set(schema, (validate = ajv.compile(schema as AnySchema)))
    if (validate(value)) return []
    return sortErrors(validate.errors ?? [])
      .slice(0, ERRORS_MAX)
      .map((error) => ({
        operation,
        place: `${place} ${error.instancePath}`.trimEnd(),
        problem: describeError(error),
        value: valueAt(value, error.instancePath),
      }))
  }
}

/** What should not be there comes first: it is the shorter way to what went wrong. */
function sortErrors(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const rank = ({ keyword }: ErrorObject): number => (/^(additional|unevaluated)Properties$/.test(keyword) ? 0 : 1)
  return [...errors].sort((a, b) => rank(a) - rank(b))
}

function describeError({ message = 'is wrong', params }: ErrorObject): string {
  const { additionalProperty, unevaluatedProperty, allowedValues, allowedValue } = params as Record<string, unknown>
  const named = additionalProperty ?? unevaluatedProperty
  if (named !== undefined) return `must not have the property "${String(named)}"`
  const allowed = allowedValues ?? allowedValue
  return allowed === undefined ? message : `${message} ${JSON.stringify(allowed)}`
}

function valueAt(value: unknown, pointer: string): unknown {
  const names = pointer.split('/').slice(1)
  return names.reduce<unknown>(
    (part, name) => (part as Record<string, unknown>)[name.replaceAll('~1', '/').replaceAll('~0', '~')],
    value,
  )
}

/** The type of a parameter, through a reference. */
function typeOf(ajv: Ajv2020, schema: Schema): string | undefined {
  if (typeof schema === 'boolean') return undefined
  const { $ref, type } = schema as { $ref?: string; type?: string }
  if ($ref === undefined) return type
  return (ajv.getSchema($ref)?.schema as { type?: string } | undefined)?.type
}

/** @returns undefined when the text is not JSON */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
