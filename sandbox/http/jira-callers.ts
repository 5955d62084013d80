/** Basic authentication as scripts use it against Jira: an account's e-mail and its API token. */
import type { Site } from '../atlassian/site'
import type { Caller } from '../service'

/** @param apiToken the one token of all accounts @returns who calls; 'external', whom Jira refuses, when they do not fit */
export function createJiraCallers(site: Site, apiToken: string): (authorization: string) => Caller {
  return (authorization) => {
    const [scheme, encoded = ''] = authorization.split(' ')
    const text = Buffer.from(encoded, 'base64').toString('utf8')
    const colon = text.indexOf(':')
    const account = site.findByEmail(text.slice(0, colon))
    const isKnown = scheme?.toLowerCase() === 'basic' && text.slice(colon + 1) === apiToken && account !== undefined
    return isKnown ? { kind: 'user', accountId: account.accountId } : { kind: 'external' }
  }
}
