import * as v from 'valibot'
import { AppError } from './errors'
import type { JobName } from './plan'

/** Parses what the page sent. @throws AppError `invalid-input` with the schema's own message */
export function parseInput<T>(schema: v.GenericSchema<unknown, T>, input: unknown): T {
  const parsed = v.safeParse(schema, input)
  if (!parsed.success) throw new AppError('invalid-input', parsed.issues[0].message)
  return parsed.output
}

const JOBS = ['provision', 'grant', 'sweep'] as const satisfies readonly JobName[]
export const jobInput = v.picklist(JOBS, 'Expected the job "provision", "grant" or "sweep".')
