import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { Finding, Ports } from '../../ports'
import { parseInput } from '../../core/input'
import { directorySchema } from '../state/connections'
import { readParts } from './parts'
import type { ConnectionPart } from '../state/setup-record'

const text = v.pipe(v.string(), v.trim(), v.maxLength(20_000))
const values = {
  organization: v.object({ orgId: text, directoryId: text, apiKey: text }),
  scim: v.strictObject({ directoryId: text, apiKey: text }),
}
const NOTHING = 'Expected what to test: the directory, the organization or the SCIM directory.'
/** Without values the stored ones are tested. */
const questionSchema = v.variant(
  'which',
  [
    v.strictObject({ which: v.literal('directory'), typed: v.optional(directorySchema) }),
    v.strictObject({ which: v.literal('organization'), values: v.optional(values.organization) }),
    v.strictObject({ which: v.literal('scim'), values: v.optional(values.scim) }),
  ],
  NOTHING,
)
export type TestQuestion = v.InferInput<typeof questionSchema>

/** Tries credentials, typed or stored, and saves nothing. @throws AppError `not-connected`, `invalid-input` */
export async function testConnection(ports: Ports, input: unknown): Promise<readonly Finding[]> {
  const question = parseInput(questionSchema, input)
  const stored = await readParts(ports.secrets)
  const { directories, probes } = ports
  switch (question.which) {
    case 'directory':
      return directories.probe(
        question.typed === undefined ? expectPart(stored.directory, 'directory') : directories.parse(question.typed),
      )
    case 'organization':
      return probes.organization(
        question.values ?? expectPart(stored.organization, 'organization'),
        stored.scim?.directoryId ?? null,
      )
    case 'scim':
      return probes.scim(question.values ?? expectPart(stored.scim, 'scim'))
  }
}

const NAMES: Readonly<Record<ConnectionPart, string>> = {
  directory: 'the directory',
  organization: 'the organization',
  scim: 'the SCIM directory',
}

function expectPart<T>(part: T | undefined, name: ConnectionPart): T {
  if (part !== undefined) return part
  throw new AppError('not-connected', `Expected credentials of ${NAMES[name]}, got none. Enter them first.`)
}
