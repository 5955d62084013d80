/** What the outside names people by is only ever looked for where it has the form of such an id. */

/** Of an Atlassian account: at most 128 characters, as Atlassian's API says, of those that all known ids are made of. */
export function isAccountId(text: string): boolean {
  return /^[\w:-]{1,128}$/.test(text)
}

/** Of somebody in the directory: a UUID, or letters and digits, as the directories that are known have it. */
export function isObjectId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text)
}
