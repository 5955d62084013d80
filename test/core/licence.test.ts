import { isLapsed } from '../../src/core/licence'

it.each([
  ['active', { isActive: true }, false],
  ['inactive', { isActive: false }, true],
  ['not spoken of: development, staging, an unlisted installation', null, false],
])('a licence that is %s has lapsed: %#', (_, licence, expected) => {
  expect(isLapsed(licence)).toBe(expected)
})
