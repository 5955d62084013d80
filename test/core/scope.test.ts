import { compileScope, isInScope } from '../../src/core/scope'
import { DEFAULT_SETTINGS } from '../../src/core/settings'
import { applySettingsPatch } from '../support/settings'
import { person } from '../support/builders'

type Patch = Partial<(typeof DEFAULT_SETTINGS)['scope']>
const scope = (patch: Patch) => compileScope({ scope: { ...DEFAULT_SETTINGS.scope, ...patch } })
const inDepartment = (department: string) => person('Ada', { attributes: { department } })

describe('isInScope', () => {
  it.each([
    ['an enabled member', person('Ada'), {}, true],
    ['a disabled member', person('Ada', { enabled: false }), {}, false],
    ['a disabled member, where that does not matter', person('Ada', { enabled: false }), { enabledOnly: false }, true],
    ['a guest', person('Gus', { kind: 'guest' }), {}, false],
    ['a guest, where guests are wanted', person('Gus', { kind: 'guest' }), { userTypes: ['guest'] }, true],
    ['a room', person('Room', { kind: 'resource' }), {}, false],
  ] as const)('judges %s', (_, one, patch, expected) => {
    expect(isInScope(one, null, scope(patch as Patch))).toBe(expected)
  })

  it('wants one include pattern and no exclude pattern to match the whole value, in any letter case', () => {
    const wanted = scope({
      include: [
        { attribute: 'department', pattern: 'it|sales.*' },
        { attribute: 'department', pattern: 'legal' },
      ],
      exclude: [{ attribute: 'department', pattern: '.*external' }],
    })

    expect(isInScope(inDepartment('IT'), null, wanted)).toBe(true)
    expect(isInScope(inDepartment('Sales North'), null, wanted)).toBe(true)
    expect(isInScope(inDepartment('Legal'), null, wanted)).toBe(true)
    expect(isInScope(inDepartment('IT Support'), null, wanted)).toBe(false)
    expect(isInScope(inDepartment('Sales external'), null, wanted)).toBe(false)
    expect(isInScope(inDepartment(''), null, wanted)).toBe(false)
  })

  it('answers at once where a backtracking engine would not', () => {
    const evil = scope({ exclude: [{ attribute: 'department', pattern: '(a+)+' }] })

    expect(isInScope(inDepartment(`${'a'.repeat(5_000)}!`), null, evil)).toBe(true)
  })
})

describe('saving patterns', () => {
  it.each(['(?!a)b', '(a)\\1', '[a'])('refuses %s and says what is understood', (pattern) => {
    const patch = { scope: { exclude: [{ attribute: 'department', pattern }] } }

    expect(() => applySettingsPatch(DEFAULT_SETTINGS, patch)).toThrow(
      /^Exclude 1: pattern: expected a pattern in RE2 syntax/,
    )
  })

  it('keeps what was not sent', () => {
    const first = applySettingsPatch(DEFAULT_SETTINGS, { scope: { userTypes: ['member', 'guest'] } })
    const second = applySettingsPatch(first, { scope: { address: 'upn' } })

    expect(second.scope).toEqual({ ...DEFAULT_SETTINGS.scope, userTypes: ['member', 'guest'], address: 'upn' })
  })

  it('names the field of a wrong rule', () => {
    const patch = { scope: { include: [{ attribute: 'shoeSize', pattern: '.*' }] } }

    expect(() => applySettingsPatch(DEFAULT_SETTINGS, patch)).toThrow(/^Include 1: attribute: expected one of mail/)
  })
})
