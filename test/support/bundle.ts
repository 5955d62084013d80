import type { Bundle } from '../../sandbox/forge/build'

/** The app as built by test/support/global-setup.js. */
export function appBundle(): Bundle {
  return read('APP_BUNDLE')
}

/** The small app of the Forge sandbox's own tests. */
export function fixtureBundle(): Bundle {
  return read('FIXTURE_BUNDLE')
}

function read(variable: string): Bundle {
  const text = process.env[variable]
  if (text === undefined) throw new Error(`Expected ${variable} from global-setup.js: is this path excluded there?`)
  return JSON.parse(text) as Bundle
}
