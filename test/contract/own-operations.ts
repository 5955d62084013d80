/** Our own contracts: one file per operation that the app uses, in schemas/<service>/; files without a method are shared parts. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv2020 from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import type { ServiceName } from '../../sandbox/service'
import type { CompiledOperation } from './compile-operation'
import { compileOperation } from './compile-operation'
import type { Operation } from './operation'

const SCHEMAS = join(__dirname, 'schemas')
const SERVICES: readonly ServiceName[] = ['entra', 'okta', 'organization', 'scim', 'jira']

export interface ContractFile {
  /** e.g. 'entra/list-users'. */
  readonly name: string
  readonly content: Readonly<Record<string, unknown>>
}

export function readContractFiles(): readonly ContractFile[] {
  return SERVICES.flatMap((service) =>
    readdirSync(join(SCHEMAS, service)).map((file) => ({
      name: `${service}/${file.replace(/\.json$/, '')}`,
      content: JSON.parse(readFileSync(join(SCHEMAS, service, file), 'utf8')) as ContractFile['content'],
    })),
  )
}

export function toOperation({ name, content }: ContractFile): Operation {
  return { ...(content as unknown as Operation), name, service: name.split('/')[0] as ServiceName }
}

export function compileOwnOperations(files = readContractFiles()): readonly CompiledOperation[] {
  // Strict mode rejects misspelt keywords; requiring and refining properties that a $ref describes is fine.
  const ajv = new Ajv2020({ allErrors: true, strictTypes: false, strictRequired: false, allowUnionTypes: true })
  addFormats(ajv)
  const operations: Operation[] = []
  for (const file of files) {
    if (typeof file.content['method'] === 'string') operations.push(toOperation(file))
    else ajv.addSchema(file.content)
  }
  return operations.map((operation) => compileOperation(ajv, operation))
}
