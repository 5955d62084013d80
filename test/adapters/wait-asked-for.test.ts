import { waitAskedFor } from '../../src/adapters/wait-asked-for'

const DATE = 'Tue, 01 Jan 2030 00:00:00 GMT'
const EPOCH = Date.parse(DATE) / 1_000

describe('how long a service asks to be left alone', () => {
  it.each<[string, Record<string, string>, number | null]>([
    ['seconds', { 'retry-after': '42' }, 42_000],
    ['a date', { 'retry-after': 'Tue, 01 Jan 2030 00:00:42 GMT' }, 42_000],
    ['an ISO date of the Organizations API', { 'x-ratelimit-reset': '2030-01-01T00:00:42Z' }, 42_000],
    ['seconds of a reset', { 'x-ratelimit-reset': '42' }, 42_000],
    ['seconds since 1970', { 'x-ratelimit-reset': String(EPOCH + 42) }, 42_000],
    ['milliseconds since 1970', { 'x-ratelimit-reset': String((EPOCH + 42) * 1_000) }, 42_000],
    ['a header of Okta’s own', { 'x-rate-limit-reset': String(EPOCH + 42) }, 42_000],
    ['nothing', {}, null],
    ['what nobody can read', { 'retry-after': 'soon' }, null],
    ['what can be read after what cannot', { 'retry-after': 'soon', 'x-ratelimit-reset': '42' }, 42_000],
    ['a time that is over', { 'x-ratelimit-reset': '2029-12-31T23:59:00Z' }, 1_000],
    ['a clock that is years ahead', { 'x-ratelimit-reset': '2040-01-01T00:00:00Z' }, 86_400_000],
  ])('is told by %s', (_, headers, expected) => {
    expect(waitAskedFor(new Headers({ date: DATE, ...headers }))).toBe(expected)
  })
})
