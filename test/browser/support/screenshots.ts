import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(__dirname, '..', '..', '..', 'artefacts', 'screenshots')

/** Where a screenshot goes, for people to look at; nothing compares them. */
export function screenshotPath(name: string): string {
  mkdirSync(FOLDER, { recursive: true })
  return join(FOLDER, `${name}.png`)
}
