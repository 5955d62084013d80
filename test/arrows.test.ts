import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/**
 * The rules of .dependency-cruiser.cjs, tried on a small house in which each file but the allowed ones breaks one of them.
 * That the real house keeps them is what `npm run arrows` says.
 */
const ROOT = resolve(__dirname, '..')

const HOUSE: Record<string, string> = {
  'src/core/seats.ts': "import { parse } from 'valibot'\nexport const seats = parse",
  'src/core/types.ts': 'export type Account = string',
  'src/core/reads.ts': "import { readFileSync } from 'node:fs'\nexport const read = readFileSync",
  'src/core/one.ts': "import type { Two } from './two'\nexport type One = Two",
  'src/core/two.ts': "import type { One } from './one'\nexport type Two = One",
  'src/core/missing.ts': "export { nothing } from './nowhere'",
  'src/ports/index.ts': "import type { Account } from '../core/types'\nexport type Port = Account",
  'src/ports/value.ts': "import { seats } from '../core/seats'\nexport const value = seats",
  'src/app/ground.ts': 'export const ground = 1',
  'src/app/heavy.ts': "import { record } from './state/record'\nexport const heavy = record",
  'src/app/state/record.ts': "import { ground } from '../ground'\nexport const record = ground",
  'src/app/state/forge.ts': "import { storage } from '@forge/kvs'\nexport const kvs = storage",
  'src/app/read/upwards.ts': "import type { Guard } from '../grant/guard'\nexport type Reader = Guard",
  'src/app/grant/guard.ts': "import { record } from '../state/record'\nexport type Guard = typeof record",
  'src/app/sweep/stranger.ts': "import type { Person } from '../provision/person'\nexport type Swept = Person",
  'src/app/provision/person.ts': 'export type Person = string',
  'src/app/later/room.ts': 'export const room = 1',
  'src/app/admin/page.ts': "import { room } from '../later/room'\nexport const page = room",
  'src/app/jobs/entered.ts': "import type { Entry } from '../../entry/tick'\nexport type Job = Entry",
  'src/entry/tick.ts': "import { ports } from '../adapters/forge/ports'\nexport type Entry = typeof ports",
  'src/adapters/forge/ports.ts':
    "import { connections } from '../../app/state/connections'\nexport const ports = connections",
  'src/app/state/connections.ts': 'export const connections = 1',
  'src/adapters/looks.ts': "import { connections } from '../app/state/connections'\nexport const looks = connections",
  'src/adapters/directories/form.ts': "import type { Account } from '../../core/types'\nexport type Form = Account",
  'src/adapters/directories/one/reader.ts': "import { two } from '../two/client'\nexport const one = two",
  'src/adapters/directories/two/client.ts': "import type { Form } from '../form'\nexport const two: Form = ''",
  'src/adapters/other/form.ts': "import { looks } from '../looks'\nexport const form = looks",
  'static/types.ts': "import type { Person } from '../src/app/provision/person'\nexport type Shown = Person",
  'static/values.ts':
    "import { seats } from '../src/core/seats'\nimport type { Form } from '../src/adapters/directories/form'\nexport type Page = [Form, typeof seats]",
  'static/takes.ts': "import { ground } from '../src/app/ground'\nexport const takes = ground",
  'static/adapter.ts': "import type { looks } from '../src/adapters/looks'\nexport type Adapter = typeof looks",
  'static/played.ts': "import { company } from '../sandbox/company'\nexport const played = company",
  'sandbox/company.ts': 'export const company = 1',
  'sandbox/peeks.ts': "import type { One } from '../src/core/types'\nexport type Peeked = One",
}

interface Cruised {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[]
  }
}

function brokenRules(): Record<string, string[]> {
  const house = mkdtempSync(join(tmpdir(), 'arrows-'))
  try {
    for (const [file, text] of Object.entries({ ...HOUSE, 'tsconfig.json': '{}' })) {
      mkdirSync(dirname(join(house, file)), { recursive: true })
      writeFileSync(join(house, file), text)
    }
    symlinkSync(join(ROOT, 'node_modules'), join(house, 'node_modules'))
    const rules = join(ROOT, '.dependency-cruiser.cjs')
    const command = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
    const cruise = [command, '--config', rules, '--output-type', 'json', 'src', 'static', 'sandbox']
    const { stdout } = spawnSync(process.execPath, cruise, { cwd: house, encoding: 'utf8' })
    const broken: Record<string, string[]> = {}
    for (const { from, rule } of (JSON.parse(stdout) as Cruised).summary.violations)
      broken[from] = [...(broken[from] ?? []), rule.name]
    return broken
  } finally {
    rmSync(house, { recursive: true, force: true })
  }
}

describe('the rules about arrows', () => {
  it('refuses each wrong arrow by its rule and no right one', () => {
    expect(brokenRules()).toEqual({
      'src/core/reads.ts': ['core'],
      'src/core/one.ts': ['no-circle'],
      'src/core/missing.ts': ['core', 'no-missing'],
      'src/ports/value.ts': ['ports-types-only'],
      'src/app/heavy.ts': ['app-ground'],
      'src/app/state/forge.ts': ['app'],
      'src/app/read/upwards.ts': ['app-read'],
      'src/app/sweep/stranger.ts': ['app-sweep'],
      'src/app/admin/page.ts': ['app-admin', 'app-floor-unknown'],
      'src/app/jobs/entered.ts': ['app'],
      'src/adapters/looks.ts': ['adapters'],
      'src/adapters/directories/one/reader.ts': ['directories-apart'],
      'src/adapters/other/form.ts': ['form-is-data'],
      'static/takes.ts': ['static-values'],
      'static/adapter.ts': ['static-types'],
      'static/played.ts': ['product-alone'],
      'sandbox/peeks.ts': ['sandbox-alone'],
    })
  })
})
