import { AppError } from '../../core/errors'
import type { Ports } from '../../ports'
import type { Parts } from './parts'

/** What decides whose accounts, and which groups, the app writes to with the organization's key. */
type Decisive = 'directory' | 'scim' | 'organization'

const SUBJECT: Readonly<Record<Decisive, string>> = {
  directory: 'another directory decides whose accounts the app writes to',
  scim: 'another SCIM directory decides which accounts the app writes to',
  organization: 'the organization and its list of groups decide what the app writes to',
}

/**
 * A Jira administrator without the organization's key can exchange no directory, no SCIM directory and no list of groups
 * (design rule 23): the key comes with the change. Renewing the secret of the same directory needs none, nor does anything
 * before an organization is connected.
 * @param typed keys that came with the change; one is enough that is the stored one, or that opens the stored organization
 * @returns what another one is connected of; null: the same as before
 * @throws AppError `invalid-input`, or `unavailable` while the organization does not say whether a key opens it
 */
export async function requireKey(
  ports: Pick<Ports, 'directories' | 'probes' | 'signatures'>,
  before: Parts,
  after: Parts,
  typed: readonly (string | undefined)[],
): Promise<Decisive | null> {
  const { organization } = before
  const decisive = findDecisive(ports, before, after)
  if (organization === undefined || decisive === null) return decisive
  const keys = typed.flatMap((key = '') => (key.trim() === '' ? [] : [key.trim()]))
  if (keys.some((key) => ports.signatures.isSame(key, organization.apiKey.trim()))) return decisive
  for (const apiKey of keys) {
    const findings = await ports.probes.organization({ ...organization, apiKey }, null)
    if (findings.every(({ outcome }) => outcome === 'ok')) return decisive
    if (findings.some(({ outcome }) => outcome === 'no-answer' || outcome === 'throttled'))
      throw new AppError(
        'unavailable',
        'Expected the organization to say whether the key opens it, got no answer. Nothing was saved: try again in a minute.',
      )
  }
  const got = keys.length === 0 ? 'none' : 'one that does not open it'
  throw new AppError(
    'invalid-input',
    `Expected the API key of the organization that is connected now, since ${SUBJECT[decisive]}; got ${got}. Nothing was saved: enter the key together with the change.`,
  )
}

function findDecisive({ directories }: Pick<Ports, 'directories'>, before: Parts, after: Parts): Decisive | null {
  if (after.organization !== before.organization) return 'organization'
  const { directory } = after
  const known = before.directory
  const isSame = (one: typeof directory): boolean =>
    known !== undefined && one !== undefined && directories.isSame(directories.show(known), directories.show(one))
  if (directory !== undefined && !isSame(directory)) return 'directory'
  return after.scim !== undefined && after.scim.directoryId !== before.scim?.directoryId ? 'scim' : null
}
