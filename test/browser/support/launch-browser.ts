/** A real Chromium: the one that npm ci brings, or an installed Chrome where that one cannot run. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

const ROOT = join(__dirname, '..', '..', '..')
const QUIET = ['--disable-background-networking', '--disable-component-update']

export interface LaunchedBrowser {
  readonly browser: Browser
  close(): Promise<void>
}

export async function launchBrowser(): Promise<LaunchedBrowser> {
  const problems: unknown[] = []
  // The second attempt unpacks the libraries that a bare system lacks.
  for (const environment of [{}, { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }]) {
    const folder = makeFolder()
    const cleanUp = (): void => rmSync(folder, { recursive: true, force: true })
    try {
      const browser = await launchPacked(folder, environment)
      return { browser, close: () => browser.close().finally(cleanUp) }
    } catch (error) {
      problems.push(error)
      cleanUp()
    }
  }
  try {
    const browser = await chromium.launch({ channel: 'chrome', args: QUIET })
    return { browser, close: () => browser.close() }
  } catch (error) {
    throw new AggregateError(
      [...problems, error],
      'Neither the Chromium of npm ci nor an installed Chrome could start.',
    )
  }
}

/** Its own for each run: two that unpack into the same folder would start half a browser. */
function makeFolder(): string {
  const parent = join(ROOT, '.build', 'browser')
  mkdirSync(parent, { recursive: true })
  return mkdtempSync(join(parent, 'run-'))
}

function launchPacked(folder: string, environment: Record<string, string>): Promise<Browser> {
  const env = { ...process.env, ...environment, TMPDIR: folder }
  const output = execFileSync(process.execPath, [join(__dirname, 'unpack-chromium.mjs')], { env, encoding: 'utf8' })
  const start = JSON.parse(output) as { executablePath: string; args: string[]; env: Record<string, string> }
  return chromium.launch({
    executablePath: start.executablePath,
    // With --single-process, closing one page ends the whole browser.
    args: [...start.args.filter((argument) => argument !== '--single-process'), ...QUIET],
    env: { ...(env as Record<string, string>), ...start.env },
  })
}
