/** Breaches of contracts of the test that is running. Apart from the checks, so that tests without remote calls load none of them. */
const KEPT = 20
let breaches: string[] = []

export function recordBreach(text: string): void {
  if (breaches.length < KEPT && !breaches.includes(text)) breaches.push(text)
}

/** @returns what was recorded since the last call */
export function takeBreaches(): readonly string[] {
  const taken = breaches
  breaches = []
  return taken
}
