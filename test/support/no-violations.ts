/** Scenarios fail when the app did something that the real services would not understand or the platform would refuse. */
import type { Sandbox } from '../../sandbox/create-sandbox'

type Violable = Pick<Sandbox, 'violations'> & { readonly host: Pick<Sandbox['host'], 'violations'> }

/** An undeclared scope or host, an unknown endpoint or query parameter, a limit broken: each by its name. */
export function expectNoViolations({ violations, host }: Violable): void {
  expect({ services: violations(), platform: host.violations }).toEqual({ services: [], platform: [] })
}

const watched: Violable[] = []

/** From now on the test in which this sandbox lives ends with `expectNoViolations`. */
export function watchViolations(sandbox: Violable): void {
  watched.push(sandbox)
}

afterEach(() => {
  for (const sandbox of watched.splice(0)) expectNoViolations(sandbox)
})
