import type { OutcomeWords } from '../../../src/adapters/directories/form'
import type { Finding, KeyOutcome } from '../../../src/ports'
import { formOf } from './directory'

/** One line for each thing that was tried; `toDo` says exactly what to click. */
export function findingText(finding: Finding): { readonly title: string; readonly toDo: string } {
  const { found, toDo } = outcomeText(finding)
  const tried = 'kind' in finding ? formOf(finding.kind)?.tried[finding.what]?.title : 'The key'
  return { title: `${tried ?? finding.what}: ${found}`, toDo }
}

/** What came of it: in the directory's own words, where it has some. */
export function outcomeText(finding: Finding): OutcomeWords {
  const { outcome, detail = '' } = finding
  const form = 'kind' in finding ? formOf(finding.kind) : undefined
  const common: Readonly<Record<string, OutcomeWords>> = OUTCOMES
  const { found, toDo } = form?.outcomes[outcome] ?? common[outcome] ?? { found: outcome, toDo: detail }
  if (outcome === 'directory-unknown' && detail === '') return { found, toDo: SCIM_DIRECTORY_UNKNOWN }
  const told = detail === '' ? (WITHOUT_DETAIL[outcome] ?? '') : detail
  const permission = form?.tried[finding.what]?.permission ?? 'the permission'
  return { found, toDo: toDo.replace('{detail}', told).replace('{permission}', permission) }
}

const OUTCOMES: Readonly<Record<KeyOutcome, OutcomeWords>> = {
  ok: { found: 'works', toDo: '' },
  'key-refused': {
    found: 'it is wrong or has expired',
    toDo: 'Create a new key where the old one was made, and enter it here with its last day.',
  },
  'key-scoped': {
    found: 'it was made with scopes, which do not suffice',
    toDo: 'admin.atlassian.com › Settings › API keys › Create API key › API key without scopes. The calls that the app needs accept no other.',
  },
  'key-of-scim': {
    found: 'that is the key of the SCIM directory',
    toDo: 'Enter a key of admin.atlassian.com › Settings › API keys here, and this one under SCIM directory.',
  },
  'key-of-organization': {
    found: 'that is the key of the organization',
    toDo: 'Enter the key of admin.atlassian.com › Security › Identity providers › your directory here, and this one under Organization.',
  },
  'organization-unknown': {
    found: 'it belongs to another organization',
    toDo: 'Enter the organization id that the key knows: {detail}.',
  },
  'directory-unknown': {
    found: 'there is no such directory',
    toDo: 'Enter the directory id of this organization: {detail}.',
  },
  refused: {
    found: 'it was refused',
    toDo: 'The answer was {detail}. Try again in a minute; if it stays, check every field.',
  },
  'no-answer': { found: 'no answer', toDo: '{detail} Test again in a minute.' },
  throttled: { found: 'it was asked too often just now', toDo: '{detail} Test again in a minute.' },
}
const WITHOUT_DETAIL: Readonly<Record<string, string>> = {
  'organization-unknown': 'it knows none',
  'no-answer': 'The service did not answer in time.',
}
const SCIM_DIRECTORY_UNKNOWN =
  'Copy the directory id from the end of the SCIM base URL: admin.atlassian.com › Security › Identity providers › your directory.'
