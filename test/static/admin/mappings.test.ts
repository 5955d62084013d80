import { AppError } from '../../../src/core/errors'
import { keys } from '../../support/keys'
import { DEFAULT_SETTINGS } from '../../../src/core/settings'
import type { GroupMapping } from '../../../src/core/settings/local-groups'
import { account } from '../../support/builders'
import { answerPage } from '../../support/answer-page'
import { createWorld } from '../../support/fakes'
import { act, button, findAll, installBridge, labelled, pageText, settle, textOf, type } from '../../support/ui-kit'

/** The mappings of the settings over the real use cases and an in-memory world. */
let world = createWorld()
const asked: { method: string; payload: unknown }[] = []

installBridge(async (method, payload) => {
  asked.push({ method, payload })
  return answerPage(world.ports, method, payload)
})

async function openMappings(mappings: readonly GroupMapping[] = [], readNames?: () => never): Promise<void> {
  world = createWorld({ groups: { ...DEFAULT_SETTINGS.groups, mappings } })
  world.accounts.set('a-ada', account('Ada', { groupIds: ['g-project', 'g-jira', 'g-wiki', 'g-other'] }))
  for (const [id, name] of [
    ['d-sales', 'Sales'],
    ['d-support', 'Support'],
  ] as const) {
    world.groupMembers.set(id, [])
    world.groupNames.set(id, name)
  }
  world.missingGroups.add('g-gone')
  if (readNames !== undefined) Object.assign(world.ports.directory, { readGroupNames: async () => readNames() })
  asked.length = 0
  await jest.isolateModulesAsync(async () => {
    await import('../../../static/admin/index')
  })
  await settle()
  await act(button('Local group management'), 'onClick')
}

const press = (name: string): Promise<void> => act(button(name), 'onClick')
const saved = (): unknown => (world.kvs.get(keys.settings) as { groups: { mappings: unknown } }).groups.mappings
const buttons = (): readonly string[] => findAll('Button').map(textOf)

const SALES = { directoryGroupId: 'd-sales', groupId: 'g-project' }

describe('the mappings of groups', () => {
  it('are chosen by name on both sides, and kept by id', async () => {
    await openMappings()

    await press('Add a mapping')
    await type(labelled('Group in the directory, mapping 1'), 'sal')
    await press('Find the group in the directory, mapping 1')
    await press('Choose Sales')
    await type(labelled('Group in the organization, mapping 1'), 'Name of g-')
    await press('Find the group in the organization, mapping 1')
    expect(pageText()).toContain('It gives access: seats are given through the guard only')
    expect(pageText()).toContain('Not among the groups that the app may write to: add it under Connections first')
    await press('Choose Name of g-wiki')
    await press('Save settings')

    expect(saved()).toEqual([{ directoryGroupId: 'd-sales', groupId: 'g-wiki' }])
    expect(pageText()).toContain('Group in the directory, mapping 1 Sales d-sales')
    expect(pageText()).toContain('Group in the organization, mapping 1 Name of g-wiki')
  })

  it('are shown by the names that the groups have now, read once for all rows', async () => {
    await openMappings([SALES, { directoryGroupId: 'd-support', groupId: 'g-wiki' }])

    expect(pageText()).toContain('mapping 1 Sales d-sales')
    expect(pageText()).toContain('mapping 2 Support d-support')
    expect(pageText()).toContain('mapping 2 Name of g-wiki')
    expect(asked.filter(({ method }) => /^(name|describe)/.test(method))).toEqual([
      { method: 'nameDirectoryGroups', payload: { ids: ['d-sales', 'd-support'] } },
      { method: 'describeTargetGroups', payload: { ids: ['g-project', 'g-wiki'] } },
    ])
  })

  it('show a group that is gone as such with its id, and keep it until somebody chooses', async () => {
    await openMappings([{ directoryGroupId: 'd-gone', groupId: 'g-gone' }, SALES])

    expect(pageText()).toContain('mapping 1 Not found in the directory d-gone')
    expect(pageText()).toContain('mapping 1 Not found in the organization g-gone')
    await press('Change the group in the organization, mapping 2')
    await type(labelled('Group in the organization, mapping 2'), 'wiki')
    await press('Find the group in the organization, mapping 2')
    await press('Choose Name of g-wiki')
    await press('Save settings')

    expect(saved()).toEqual([
      { directoryGroupId: 'd-gone', groupId: 'g-gone' },
      { directoryGroupId: 'd-sales', groupId: 'g-wiki' },
    ])
  })

  it('keep the group while another is looked for, and when nobody chooses one', async () => {
    await openMappings([SALES])

    await press('Change the group in the directory, mapping 1')
    expect(pageText()).toContain('mapping 1 Sales d-sales')
    await press('Keep the group in the directory, mapping 1')

    expect(buttons()).toContain('Change the group in the directory, mapping 1')
    expect(findAll('Label').map(textOf)).not.toContain('Group in the directory, mapping 1')
    expect(button('Save settings').props['isDisabled']).toBe(true)
  })

  it('hand the keyboard on to the group that was just chosen, and to none that was there before', async () => {
    await openMappings([SALES])
    const change = () => button('Change the group in the directory, mapping 1')
    expect(change().props['autoFocus']).toBe(false)

    await act(change(), 'onClick')
    await type(labelled('Group in the directory, mapping 1'), 'sup')
    await press('Find the group in the directory, mapping 1')
    await press('Choose Support')

    expect(change().props['autoFocus']).toBe(true)
  })

  it('say what is missing in a row, and what of it the name rule finds when it is saved', async () => {
    await openMappings()
    await press('Add a mapping')
    expect(button('Save settings').props['isDisabled']).toBe(true)
    expect(findAll('ErrorMessage').map(textOf).join()).toContain('expected')

    await type(labelled('Group in the directory, mapping 1'), 'Sal')
    await press('Find the group in the directory, mapping 1')
    await press('Choose Sales')
    await type(labelled('Name rule, pattern'), '^Sales$')
    await type(labelled('Name rule, replacement'), 'Name of g-wiki')
    await press('Save settings')

    expect(saved()).toEqual([{ directoryGroupId: 'd-sales', groupId: 'g-wiki' }])
    expect(pageText()).toContain('Group in the organization, mapping 1 Name of g-wiki')
    expect(pageText()).toContain('Everything is saved.')
  })

  it('lose the row that is removed, and no other', async () => {
    await openMappings([SALES, { directoryGroupId: 'd-support', groupId: 'g-wiki' }])

    await press('Remove mapping 1')
    expect(pageText()).toContain('mapping 1 Support d-support')
    await press('Save settings')

    expect(saved()).toEqual([{ directoryGroupId: 'd-support', groupId: 'g-wiki' }])
  })

  it('are shown by id, and say why, where the directory does not tell the names', async () => {
    await openMappings([SALES], () => {
      throw new AppError('unavailable', 'Expected an answer from the directory.')
    })

    expect(pageText()).toContain('Expected an answer from the directory.')
    expect(pageText()).toContain('mapping 1 d-sales')
    expect(pageText()).not.toContain('Not found in the directory')
  })
})
