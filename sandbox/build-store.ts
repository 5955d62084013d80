/** A folder of finished builds, each under the hash of what it was made from. */
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Another process may have built the same thing meanwhile; whichever was first counts, they are equal. */
export function publishBuild(unfinished: string, folder: string): void {
  try {
    renameSync(unfinished, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
  }
}

/** Older builds go, but not the latest `kept` ones: another process may be using them. */
export function pruneBuilds(store: string, kept: number): void {
  const finished = readdirSync(store)
    .filter((name) => /^[0-9a-f]+$/.test(name))
    .map((name) => ({ path: join(store, name), at: statSync(join(store, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at)
  for (const { path } of finished.slice(kept)) rmSync(path, { recursive: true, force: true })
}
