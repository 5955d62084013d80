/**
 * A second opinion where it is at hand: OpenAPI documents of the four services, compiled by others from the vendors' own.
 * They are not part of this repository. Without their folder nothing is checked against them, and nothing is said.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Ajv2020 from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import type { ServiceName } from '../../sandbox/service'
import { closeSchemas } from './close-schemas'
import type { CompiledOperation } from './compile-operation'
import { compileOperation } from './compile-operation'
import { correctOpenApi } from './correct-open-api'
import type { Operation, Schema } from './operation'

/** Beside the checkout in our CI; CONTRACT_SPECS names another place. */
const SPECS = resolve(__dirname, '../..', process.env['CONTRACT_SPECS'] ?? '../shared/specs')

const DOCUMENTS: readonly { service: ServiceName; file: string; prefix: (path: string) => string }[] = [
  { service: 'entra', file: 'msgraph-identity', prefix: (path) => (path.endsWith('/token') ? '' : '/v1.0') },
  { service: 'organization', file: 'atlassian-organization', prefix: () => '/admin' },
  { service: 'scim', file: 'atlassian-scim', prefix: () => '/scim/directory/{directoryId}' },
  { service: 'jira', file: 'jira-platform', prefix: () => '' },
]
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
}

interface Media {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>
}

interface ApiOperation {
  readonly operationId: string
  readonly parameters?: readonly Reference[]
  readonly requestBody?: Media & { readonly required?: boolean }
  readonly responses: Readonly<Record<string, Reference>>
}

interface Reference {
  readonly $ref?: string
}

export function hasOpenApi(): boolean {
  return existsSync(SPECS)
}

/** @returns none when the documents are not there */
export function compileOpenApiOperations(): readonly CompiledOperation[] {
  if (!hasOpenApi()) return []
  return DOCUMENTS.flatMap(({ service, file, prefix }) => {
    const document = JSON.parse(readFileSync(join(SPECS, `${file}.openapi.json`), 'utf8')) as Document
    correctOpenApi(document)
    closeSchemas(document)
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    addFormats(ajv)
    ajv.addSchema(document, service)
    return Object.entries(document.paths).flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const operation = item[method]
        if (operation === undefined) return []
        const pointer = `/paths/${escape(path)}/${method}`
        const read = readOperation(document, operation, service, pointer)
        return [compileOperation(ajv, { ...read, service, method: method.toUpperCase(), path: prefix(path) + path })]
      }),
    )
  })
}

interface Document {
  readonly paths: Readonly<Record<string, Partial<Record<(typeof METHODS)[number], ApiOperation>>>>
}

function readOperation(
  document: Document,
  operation: ApiOperation,
  service: ServiceName,
  pointer: string,
): Pick<Operation, 'name' | 'headers' | 'query' | 'responses'> {
  const parameters = (operation.parameters ?? []).map((reference, index) =>
    follow<Parameter>(document, reference, `${pointer}/parameters/${index}`),
  )
  const of = (place: string): typeof parameters => parameters.filter(({ value }) => value.in === place)
  const schemaOf = ({ at }: { at: string }): Schema => ({ $ref: `${service}#${at}/schema` })
  const toObject = (list: typeof parameters, rename: (name: string) => string) => ({
    type: 'object',
    properties: Object.fromEntries(list.map((found) => [rename(found.value.name), schemaOf(found)])),
    required: list.filter(({ value }) => value.required === true).map(({ value }) => rename(value.name)),
  })
  const bodySchema = mediaSchema(operation.requestBody, `${service}#${pointer}/requestBody`)
  const responses = Object.entries(operation.responses).map(([status, reference]) => {
    const { value, at } = follow<Media>(document, reference, `${pointer}/responses/${escape(status)}`)
    // Many errors are contracted as a status only.
    return [status, mediaSchema(value, `${service}#${at}`) ?? (status === '204' ? null : true)] as const
  })
  return {
    name: `openapi/${service} ${operation.operationId}`,
    headers: toObject(of('header'), (name) => name.toLowerCase()),
    query: { ...toObject(of('query'), (name) => name), additionalProperties: false },
    ...(bodySchema === undefined ? {} : { body: bodySchema, isBodyOptional: operation.requestBody?.required !== true }),
    responses: Object.fromEntries(responses),
  }
}

function mediaSchema(media: Media | undefined, at: string): Schema | undefined {
  const type = Object.keys(media?.content ?? {})[0]
  return type === undefined ? undefined : { $ref: `${at}/content/${escape(type)}/schema` }
}

function follow<T>(document: Document, reference: Reference, at: string): { value: T; at: string } {
  if (reference.$ref === undefined) return { value: reference as T, at }
  const pointer = reference.$ref.slice(1)
  const names = pointer.split('/').slice(1)
  const value = names.reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], document)
  return { value: value as T, at: pointer }
}

/** As a part of a JSON pointer inside a URI fragment. */
function escape(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))
}
