/** Fails each test in which a request of the app or a reply of the sandbox broke its contract. */
import { takeBreaches } from './contract-breaches'

function failOnBreaches(): void {
  const breaches = takeBreaches()
  if (breaches.length > 0)
    throw new Error(`Expected exchanges that keep to their contracts, got:\n${breaches.join('\n')}`)
}

afterEach(failOnBreaches)
// What happened before the first test or after the last one counts as well.
afterAll(failOnBreaches)
