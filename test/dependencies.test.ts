/** What the app is built from: exact versions, whole by their hashes, under licences that let it be given away. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Locked {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly license?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly devOptional?: boolean
}

const root = join(__dirname, '..')
const read = <T>(file: string): T => JSON.parse(readFileSync(join(root, file), 'utf8')) as T

const { dependencies, devDependencies, optionalDependencies, overrides } =
  read<Record<string, Record<string, string>>>('package.json')
const locked = Object.entries(read<{ packages: Record<string, Locked> }>('package-lock.json').packages).filter(
  ([path]) => path !== '',
)
const inProduction = locked.filter(([, { dev, optional, devOptional }]) => !dev && !optional && !devOptional)

/** None of them asks for more than to be named. */
const LICENCES = ['MIT', 'Apache-2.0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'Python-2.0']
/** Atlassian's own packages, without which there is no Forge app: its developer terms. */
const OF_THE_PLATFORM = /^node_modules\/(@forge|@atlaskit|@atlassian)\//

describe('the dependencies', () => {
  it('are asked for by exact version', () => {
    const ranges = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies, ...overrides })

    expect(ranges.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })

  it('come whole: each has a hash, and none comes from a repository, an address or a folder', () => {
    const unsure = locked.filter(
      ([, { integrity = '', resolved = '', link }]) =>
        !integrity.startsWith('sha512-') || link === true || /^(git|file|http:)/.test(resolved),
    )

    expect(locked.length).toBeGreaterThan(100)
    expect(unsure.map(([path]) => path)).toEqual([])
  })

  it('run nothing when they are installed', () => {
    expect(readFileSync(join(root, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m)
  })

  it('have licences that let the app be given away', () => {
    const others = inProduction.filter(
      ([path, { license = 'none' }]) => !LICENCES.includes(license) && !OF_THE_PLATFORM.test(path),
    )

    expect(inProduction.length).toBeGreaterThan(50)
    expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([])
  })
})
