import * as v from 'valibot'
import { AppError } from '../../core/errors'
import { DEFAULT_SETTINGS } from '../../core/settings'
import { applyChanges, changesIn, differences } from '../../core/settings/changes'
import { compareSettings } from '../../core/settings/compare-settings'
import type { SettingChange } from '../../core/settings/compare-settings'
import type { Ports } from '../../ports'
import type { SettingValues } from '../../core/settings/table'
import { parseInput } from '../../core/input'
import { readSettings } from '../state/settings'
import { changeSettings, versionInput } from './save-settings'
import { describeSetup } from './describe-setup'
import type { Setup } from './describe-setup'

/** The whole configuration as text: to keep it, to compare two sites, or to set up another one like this one. */

/** Counts up when an older text can no longer be taken as it is. */
const VERSION = 1
const APP = 'universal-access-for-jira'
/** Far more than the longest settings need. */
const TEXT_MAX = 500_000

export interface Configuration {
  readonly app: typeof APP
  readonly version: typeof VERSION
  readonly exportedAt: string
  /** Without `armed`: what a job may do is decided on each site. */
  readonly settings: SettingValues
  /** Ids and dates, to look at: credentials are entered on each site. */
  readonly connections: Setup['parts']
}

export async function exportConfiguration(ports: Ports): Promise<Configuration> {
  const { armed: _armed, version: _version, ...settings } = await readSettings(ports.store)
  const { parts } = await describeSetup(ports)
  return { app: APP, version: VERSION, exportedAt: ports.clock.now().toISOString(), settings, connections: parts }
}

const questionSchema = v.strictObject({
  text: v.pipe(
    v.string('Expected the text of an exported configuration.'),
    v.trim(),
    v.minLength(1, 'Expected the text of an exported configuration, got nothing.'),
    v.maxLength(TEXT_MAX, `Expected the text of an exported configuration of at most ${TEXT_MAX} characters.`),
  ),
})
export type ImportPreviewQuestion = v.InferInput<typeof questionSchema>

const importSchema = v.strictObject({ ...questionSchema.entries, version: versionInput })
export type ImportQuestion = v.InferInput<typeof importSchema>

const NOT_OURS = 'Expected a configuration that this app exported'
const fileSchema = v.strictObject(
  {
    app: v.literal(APP, `${NOT_OURS}, got something else.`),
    version: v.literal(VERSION, `${NOT_OURS} in version ${VERSION}, got another version. Export it anew.`),
    exportedAt: v.optional(v.string()),
    settings: v.record(v.string(), v.unknown(), `${NOT_OURS}, got no settings in it.`),
    connections: v.optional(v.unknown()),
  },
  `${NOT_OURS}, got other fields.`,
)

export interface ImportPreview {
  /** Setting by setting; empty = nothing would change. */
  readonly changes: readonly SettingChange[]
}

/** Judges a configuration as a whole and says what it would change. Saves nothing. @throws AppError `invalid-input` */
export async function previewImport(ports: Ports, input: unknown): Promise<ImportPreview> {
  return {
    changes: compareSettings(await readSettings(ports.store), toSettings(parseInput(questionSchema, input).text)),
  }
}

/**
 * Makes the settings those of the text, all together or not at all. What the jobs may do stays as it is.
 * @throws AppError `invalid-input`, or SettingsConflict for what was changed since the page was loaded
 */
export async function importConfiguration(ports: Ports, input: unknown, by: string): Promise<ImportPreview> {
  const { text, version } = parseInput(importSchema, input)
  const wanted = differences(await readSettings(ports.store), toSettings(text)).map(({ change }) => change)
  const { changes } = await changeSettings(ports, version, wanted, by)
  return { changes }
}

/** A setting that the text does not know yet gets its default, not the one in force: the text is the whole configuration. */
function toSettings(text: string): SettingValues {
  const { settings } = parseInput(fileSchema, parseJson(text))
  const { armed: _armed, version: _version, ...defaults } = DEFAULT_SETTINGS
  return applyChanges(defaults, changesIn(settings))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new AppError('invalid-input', `${NOT_OURS}, got a text that is no JSON. Paste all of it.`, { cause: error })
  }
}
