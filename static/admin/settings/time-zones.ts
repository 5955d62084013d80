/** @returns every time zone that the browser knows, with UTC and the one in force, which it may not list */
export function listTimeZones(inForce: string): readonly string[] {
  return [...new Set(['UTC', inForce, ...Intl.supportedValuesOf('timeZone')])]
}
