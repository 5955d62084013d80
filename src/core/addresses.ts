/** RFC 5321: a path of 256 characters with its brackets. */
const LENGTH_MAX = 254
/** Blanks, what RFC 5322 allows between quotes only, and characters that nobody sees. */
const NEVER = String.raw`\s"\\()<>\[\],:;@\p{C}`
const ADDRESS = new RegExp(`^[^${NEVER}]+@[^${NEVER}.]+(?:\\.[^${NEVER}.]+)*$`, 'u')
/** In the user principal name of a guest it stands for the @ of the address at home (learn.microsoft.com, B2B guest user properties). */
const GUEST_MARK = '#ext#'

/**
 * An address as it is compared: without blanks around it, in lower case.
 * @returns '' for whatever is no address, so that nobody gets an account under it
 */
export function toAddress(written: string | null | undefined): string {
  const address = (written ?? '').trim().toLowerCase()
  return address.length <= LENGTH_MAX && ADDRESS.test(address) && !address.includes(GUEST_MARK) ? address : ''
}

const CONTROL = /\p{C}/u

/**
 * A name by which somebody is asked for in a filter: whatever a person may be known under, addresses or not.
 * @returns null for what is none, or holds characters that nobody sees, which no filter gets
 */
export function toSearched(written: string): string | null {
  const name = written.trim().toLowerCase()
  return name === '' || CONTROL.test(name) ? null : name
}

/** Is it one of the names? Services compare in any letter case, and may leave blanks. */
export function isOneOf(searched: string, names: readonly (string | null | undefined)[]): boolean {
  return names.some((name) => name != null && toSearched(name) === searched)
}
