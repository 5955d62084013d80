import type { ConnectionProbes } from '../../ports'
import { endOfCertificate } from '../private-key'
import { createHttp } from '../http'
import type { Fetch } from '../http'
import { probeOrganization, probeScim } from './atlassian'
import { probeEntra } from './entra'
import { probeOkta } from './okta'

/** Somebody waits for the answer: a probe is never tried again by itself. */
const NO_RETRIES = { timeLeftMs: () => 0 }

export function createProbes(fetch: Fetch, now: () => Date): ConnectionProbes {
  const http = createHttp(fetch, NO_RETRIES)
  return {
    entra: (access) => probeEntra(http, fetch, now, access),
    okta: (access) => probeOkta(http, fetch, now, access),
    organization: (access, scimDirectoryId) => probeOrganization(http, access, scimDirectoryId),
    scim: (access) => probeScim(http, access),
    endOfCertificate,
  }
}
