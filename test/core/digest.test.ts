import { addressDigest, attributeDigest, changeOf } from '../../src/core/digest'
import { person } from '../support/builders'

const KEY = 'key of this installation'
const ADA = person('Ada')
const digest = (change: Parameters<typeof person>[1] = {}): string => attributeDigest(KEY, { ...ADA, ...change })

describe('changeOf', () => {
  it.each([
    ['none', {}],
    ['rest', { displayName: 'Ada Newname' }],
    ['rest', { familyName: 'Newname' }],
    ['address', { email: 'ada.newname@example.com' }],
    ['address', { email: 'ada.newname@example.com', familyName: 'Newname' }],
    ['domain', { email: 'ada@new.example' }],
    ['domain', { email: 'bea@new.example', givenName: 'Bea' }],
  ])('%s: %o', (what, change) => {
    expect(changeOf(digest(), digest(change))).toBe(what)
  })

  it('tells from the address of an account alone whether it is another one', () => {
    expect(changeOf(addressDigest(KEY, ADA.email), digest())).toBe('rest')
    expect(changeOf(addressDigest(KEY, 'a@example.com'), digest())).toBe('address')
    expect(changeOf(addressDigest(KEY, 'ada@old.example'), digest())).toBe('domain')
  })

  it('takes what is not known at all to be another domain', () => {
    expect(changeOf('', digest())).toBe('domain')
  })

  it('says nothing about the text to whoever lacks the key, in 16 characters', () => {
    const other = attributeDigest('key of another installation', ADA)
    expect([digest().length, changeOf(digest(), other)]).toEqual([16, 'domain'])
  })
})
