import fc from 'fast-check'
import { toAddress } from '../../src/core/addresses'

describe('an address', () => {
  it.each([
    ['Ada@Example.com', 'ada@example.com'],
    [' ada@example.com\n', 'ada@example.com'],
    ['\u00a0ada@example.com', 'ada@example.com'],
    ["o'brien+jira@example.co.uk", "o'brien+jira@example.co.uk"],
    ['ada@localhost', 'ada@localhost'],
    ['jürgen@müller.example', 'jürgen@müller.example'],
  ])('%j is compared as %s', (written, address) => {
    expect(toAddress(written)).toBe(address)
  })

  it.each([
    ...[null, undefined, '', '   ', 'ada', 'ada@', '@example.com', 'ada@@example.com', 'ada@example@com'],
    ...['ada lovelace@example.com', 'ada@example..com', 'ada@.com', 'ada@example.', '"ada"@example.com'],
    ...['ada@example.com" or userName eq "x@example.com', 'ada\\@example.com', 'ada\u0000@example.com'],
    ...['ada\u200b@example.com', '<ada@example.com>', 'ada@example.com;bea@example.com'],
    ...['ada_gmail.com#EXT#@example.onmicrosoft.com', `${'a'.repeat(250)}@x.de`],
  ])('is none: %j', (written) => {
    expect(toAddress(written)).toBe('')
  })

  it('stays what it is when it is read once more', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string()), (written) => {
        expect(toAddress(toAddress(written))).toBe(toAddress(written))
      }),
    )
  })
})
