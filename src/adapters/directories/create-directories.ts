import * as v from 'valibot'
import { AppError } from '../../core/errors'
import { describeTyped } from '../../core/typed'
import type { Directories, DirectoryConnection } from '../../ports'
import { NO_RETRIES } from '../http'
import type { DirectoryKind, DirectoryTools } from './directory-kind'
import { DIRECTORIES } from './index'

/** What the use cases ask of connections, answered by the kind of directory that each of them leads to. */
export function createDirectories(tools: Omit<DirectoryTools, 'budget'>): Directories {
  const hooks = DIRECTORIES.flatMap(({ hook }) => hook ?? [])
  return {
    parse: (typed) => ({ kind: typed.kind, values: parseValues(typed) as DirectoryConnection['values'] }),
    show: ({ kind, values }) => ({ kind, ids: Object.fromEntries(listIds(findKind(kind), values)) }),
    isSame: (one, other) => {
      if (one.kind !== other.kind) return false
      const { identifiedBy } = findKind(one.kind).form
      return one.ids[identifiedBy] === other.ids[identifiedBy]
    },
    endOf: (connection) => findKind(connection.kind).endOf?.(parseValues(connection)) ?? null,
    probe: async (connection) => {
      const { kind } = connection
      // Somebody waits for the answer.
      const tried = await findKind(kind).probe({ ...tools, budget: NO_RETRIES }, parseValues(connection))
      return tried.map((one) => ({ kind, ...one }))
    },
    answerChallenge: (headers) => firstOf(hooks, ({ answerChallenge }) => answerChallenge?.(headers)),
    answerCallout: (json) => firstOf(hooks, ({ answerCallout }) => answerCallout?.(json)),
    parseDelivery: (json) => firstOf(hooks, ({ parseDelivery }) => parseDelivery?.(json)),
  }
}

/** @throws AppError `invalid-input` */
export function findKind(kind: string): DirectoryKind<unknown> {
  const found = DIRECTORIES.find(({ form }) => form.kind === kind)
  if (found !== undefined) return found
  const names = DIRECTORIES.map(({ form }) => form.name).join(' or ')
  throw new AppError('invalid-input', `Expected the directory to be ${names}. Choose it on the Universal Access page.`)
}

/** @throws AppError `invalid-input`, naming the field but never its value */
export function parseValues({ kind, values }: DirectoryConnection): unknown {
  const parsed = v.safeParse(findKind(kind).schema, values)
  if (parsed.success) return parsed.output
  throw new AppError('invalid-input', describeTyped(parsed.issues[0], kind))
}

function listIds({ form }: DirectoryKind<unknown>, values: DirectoryConnection['values']): [string, string][] {
  const names = form.choices.flatMap(({ fields }) => fields.flatMap(({ kind, name }) => (kind === 'text' ? name : [])))
  return [...new Set(names)].flatMap((name) => (typeof values[name] === 'string' ? [[name, values[name]]] : []))
}

function firstOf<T, R>(all: readonly T[], look: (one: T) => R | null | undefined): R | null {
  for (const one of all) {
    const found = look(one) ?? null
    if (found !== null) return found
  }
  return null
}
