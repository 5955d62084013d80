/** The words of a notice. What administrators type is a template; nothing in it names the person who reads it. */
import { productName } from './settings/products'
import { DAY_MS } from './time'

export const PLACEHOLDERS = ['{product}', '{days}', '{date}', '{link}'] as const

export interface NoticeFacts {
  readonly productKey: string
  readonly days: number
  /** YYYY-MM-DD */
  readonly dueOn: string
  readonly link: string
}

export function renderNotice(template: string, { productKey, days, dueOn, link }: NoticeFacts): string {
  const values: Readonly<Record<(typeof PLACEHOLDERS)[number], string>> = {
    '{product}': productName(productKey),
    '{days}': String(days),
    '{date}': toWords(dueOn),
    '{link}': link,
  }
  return template.replace(/\{[^{}\s]*\}/g, (found) => (found in values ? values[found as keyof typeof values] : found))
}

/** @returns the first placeholder that does not exist, or null */
export function findUnknownPlaceholder(template: string): string | null {
  const found = template.match(/\{[^{}\s]*\}/g) ?? []
  return found.find((one) => !(PLACEHOLDERS as readonly string[]).includes(one)) ?? null
}

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
  ...['November', 'December'],
]

/** e.g. "18 March 2026": no reader takes the month for the day. */
function toWords(day: string): string {
  const [year = '', month = '1', date = '1'] = day.split('-')
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? month} ${year}`
}

/** Whole days from now until then, at least one. */
export function daysUntil(instantMs: number, now: Date): number {
  return Math.max(1, Math.ceil((instantMs - now.getTime()) / DAY_MS))
}
