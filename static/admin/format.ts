/** Numbers and instants as people read them. Pure: the time zone and the present are arguments. */

const numbers = new Intl.NumberFormat('en-GB')
const ages = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' })

export function formatNumber(value: number): string {
  return numbers.format(value)
}

/** e.g. "Tue, 3 Mar 2026, 04:00" in that time zone */
export function formatInstant(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(iso))
}

/** The server's reasons name instants as ISO; people read them in the time zone of the page. */
export function formatInstantsIn(text: string, timeZone: string): string {
  return text.replaceAll(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g, (iso) => formatInstant(iso, timeZone))
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** e.g. "3 hours ago"; the present is the server's, whose clock made the instant. */
export function formatAge(iso: string, nowIso: string): string {
  const ageMs = Date.parse(nowIso) - Date.parse(iso)
  for (const [unit, unitMs] of UNITS) {
    if (ageMs >= unitMs) return ages.format(-Math.floor(ageMs / unitMs), unit)
  }
  return ages.format(0, 'minute')
}
