import { AppError } from '../../core/errors'

/**
 * Follows a list from page to page. A page that was read before means that the list leads round in a circle: that is no
 * whole read. @throws AppError `incomplete-read`, and whatever reading a page throws
 */
export async function* followPages<P>(
  first: string,
  readPage: (address: string) => Promise<{ readonly page: P; readonly next: string | undefined }>,
  what: string,
): AsyncIterable<P> {
  const seen = new Set<string>()
  let address: string | undefined = first
  while (address !== undefined) {
    if (seen.has(address))
      throw new AppError(
        'incomplete-read',
        `${what}: expected a new page, got one that was read before. The read is not whole and nothing is removed by it.`,
      )
    seen.add(address)
    const { page, next }: { readonly page: P; readonly next: string | undefined } = await readPage(address)
    yield page
    address = next
  }
}

/** A page link comes from outside: the credential goes to the service's own host and nowhere else. @returns the link */
export function checkOrigin(url: string, origin: string, service: string): string {
  const expected = new URL(origin)
  const given = URL.canParse(url) ? new URL(url) : null
  if (given?.origin === expected.origin) return url
  throw new AppError(
    'bad-response',
    `${service}: expected a page link to ${expected.host}, got ${given === null ? 'no address' : `one to ${given.host}`}. It was not followed.`,
  )
}
