import { decideGrant, renderRefusal } from '../../src/core/grant'
import { account, person } from '../support/builders'

describe('decideGrant', () => {
  const without = account('Ada', { groupIds: ['g-other'] })
  const rules = { noAccessAccountIds: ['a-nix'], noAccessGroupIds: ['g-never'] }
  const base = { rules, account: without, person: person('Ada'), inScope: true, accessGroupIds: ['g-jira', 'g-jira-2'] }

  it.each([
    ['a person without access wants a seat', {}, { type: 'wants-seat' }],
    ['a holder is never refused', { account: account('Ada') }, { type: 'holds' }],
    [
      'a holder through another access group holds',
      { account: account('Ada', { groupIds: ['g-jira-2'] }) },
      { type: 'holds' },
    ],
    ['a holder out of scope still holds', { account: account('Ada'), inScope: false }, { type: 'holds' }],
    ['existing is not holding', { account: account('Ada', { groupIds: [] }) }, { type: 'wants-seat' }],
    [
      'a person who never gets a seat',
      { account: account('Nix', { groupIds: [] }) },
      { type: 'refuse', because: 'access-exempt' },
    ],
    [
      'a member of a group that never gets one',
      { account: account('Ada', { groupIds: ['g-never'] }) },
      { type: 'refuse', because: 'access-exempt' },
    ],
    [
      'a holder whose group never gets one still holds',
      { account: account('Ada', { groupIds: ['g-jira', 'g-never'] }) },
      { type: 'holds' },
    ],
    ['no account', { account: null }, { type: 'refuse', because: 'no-account' }],
    ['an app account', { account: account('Bot', { type: 'other' }) }, { type: 'refuse', because: 'no-account' }],
    [
      'a deactivated account',
      { account: account('Ada', { isActive: false }) },
      { type: 'refuse', because: 'no-account' },
    ],
    [
      'an account that is no member of the directory',
      { account: account('Ada', { isElsewhere: true, groupIds: [] }) },
      { type: 'refuse', because: 'elsewhere' },
    ],
    ['nobody in the directory', { person: null }, { type: 'refuse', because: 'not-in-directory' }],
    [
      'disabled in the directory',
      { person: person('Ada', { enabled: false }) },
      { type: 'refuse', because: 'disabled' },
    ],
    ['out of scope', { inScope: false }, { type: 'refuse', because: 'not-in-scope' }],
  ])('%s', (_, change, expected) => {
    expect(decideGrant({ ...base, ...change })).toEqual(expected)
  })
})

describe('renderRefusal', () => {
  it('names the number of free seats', () => {
    expect(renderRefusal('Not enough licenses: {free}', 4)).toBe('Not enough licenses: 4')
  })
})
