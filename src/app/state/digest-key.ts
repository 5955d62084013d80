import type { SecretStore } from '../../ports'
import { DIGEST_SECRET } from './secrets'

/** The installation's own key of digests, made when it is first needed; it never leaves the secret store. */
export async function readDigestKey(secrets: SecretStore): Promise<string> {
  const known = await secrets.read<string>(DIGEST_SECRET)
  if (known !== null) return known
  await secrets.save(DIGEST_SECRET, `${crypto.randomUUID()}${crypto.randomUUID()}`)
  // Read back: of two runs that begin at once the later write counts for both.
  return (await secrets.read<string>(DIGEST_SECRET))!
}
