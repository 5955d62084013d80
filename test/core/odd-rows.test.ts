import { NO_ODD_ROWS, countRow, joinOddRows } from '../../src/core/odd-rows'

const NEW_ROLE = { unknown: ['platformRoles'], roles: ['atlassian/viewer'] }

describe('rows with roles that nobody knows', () => {
  it('are counted by role, over both sources', () => {
    const one = countRow(countRow(NO_ODD_ROWS, 'a-1', NEW_ROLE), 'a-2', NEW_ROLE)
    const other = countRow(NO_ODD_ROWS, 'a-3', { ...NEW_ROLE, roles: ['atlassian/viewer', 'atlassian/poet'] })

    expect(joinOddRows([one, other]).roles).toEqual({ 'atlassian/viewer': 3, 'atlassian/poet': 1 })
  })

  it('name nothing that is no id of a role', () => {
    expect(countRow(NO_ODD_ROWS, 'a-1', { ...NEW_ROLE, roles: ['Ada Lovelace'] }).roles).toBeUndefined()
  })
})
