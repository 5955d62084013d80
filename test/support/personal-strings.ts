import type { Sandbox } from '../../sandbox/create-sandbox'

/** Too short to mean anybody: part of a word, or of a token. */
const SHORTEST = 5

/**
 * Whatever names a person of the company, from the sandbox's ground truth: names, first and last names, e-mail addresses
 * and user principal names, with and without their domain; in lower case.
 */
export function personalStrings({ tenant, site }: Pick<Sandbox, 'tenant' | 'site'>): readonly string[] {
  const strings = new Set<string>()
  const add = (text: string | null): void => {
    if (text !== null && text.length >= SHORTEST) strings.add(text.toLowerCase())
  }
  const addAddress = (address: string | null): void => {
    add(address)
    add(address?.split('@')[0] ?? null)
  }
  for (const user of [...tenant.users.values(), ...tenant.deletedUsers.values()]) {
    for (const name of [user.displayName, user.givenName, user.surname]) add(name)
    for (const address of [user.userPrincipalName, user.mail]) addAddress(address)
  }
  for (const { displayName, email } of site.accounts.values()) {
    add(displayName)
    addAddress(email)
  }
  return [...strings]
}

/** @returns each text that contains one of the strings, with the string; upper and lower case are the same */
export function findOccurrences(texts: readonly string[], strings: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const lower = text.toLowerCase()
    const found = strings.find((string) => lower.includes(string))
    return found === undefined ? [] : [`"${found}" in ${text.slice(0, 300)}`]
  })
}
