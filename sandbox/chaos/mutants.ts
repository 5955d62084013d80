/** Builds copies of the app with one bug each, and shows that the campaign finds it. The app's files are text here. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bundle } from '../forge/build'
import { buildBundle } from '../forge/build'
import type { Bug, Edit } from './bugs'
import { runCampaign } from './campaign'
import type { Breach } from './play'

/** Below the project, so that its packages are found. */
const FOLDER = join('.build', 'mutants')
const PARTS = ['manifest.yml', 'package.json', 'tsconfig.json', 'src', 'static'] as const

export interface Found {
  readonly bug: string
  /** The first run in which a rule broke; null = it was never found. */
  readonly run: number | null
  readonly breach: Breach | null
}

/** @throws Error when the text of an edit is not there exactly once, or the copy does not compile */
export async function buildMutant(bug: Bug, log: (line: string) => void): Promise<Bundle> {
  const appDirectory = join(FOLDER, bug.name)
  rmSync(appDirectory, { recursive: true, force: true })
  mkdirSync(appDirectory, { recursive: true })
  for (const part of PARTS) cpSync(part, join(appDirectory, part), { recursive: true })
  for (const edit of bug.edits) applyEdit(bug, appDirectory, edit)
  return buildBundle({ log, appDirectory, withResources: false, store: join(FOLDER, 'bundles') })
}

function applyEdit({ name }: Bug, appDirectory: string, { file, find, replace }: Edit): void {
  const path = join(appDirectory, file)
  const text = readFileSync(path, 'utf8')
  const count = text.split(find).length - 1
  if (count !== 1) {
    throw new Error(
      `The bug "${name}": expected its text once in ${file}, got it ${count} times. Write the bug anew in sandbox/chaos/bugs.ts: ${find}`,
    )
  }
  writeFileSync(
    path,
    text.replace(find, () => replace),
  )
}

/** Plays runs until a rule breaks. */
export async function huntBug(
  program: string,
  bug: Bug,
  options: { readonly seed: number; readonly runs: number; readonly workers: number; log: (line: string) => void },
): Promise<Found> {
  const { seed, runs, workers, log } = options
  const bundle = await buildMutant(bug, log)
  const isEnough = (results: readonly { failure: unknown }[]): boolean =>
    results.some(({ failure }) => failure !== null)
  const results = await runCampaign(program, { seed, runs, workers, shrinkMs: 0, bundle, isEnough })
  const first = results.find(({ failure }) => failure !== null)?.failure ?? null
  return { bug: bug.name, run: first?.run ?? null, breach: first?.breach ?? null }
}
