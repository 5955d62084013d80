import { tabs } from '../../../static/admin/texts'
import { answerPage } from '../../support/answer-page'
import { createWorld } from '../../support/fakes'
import { installBridge, openTab, settle } from '../../support/ui-kit'

const world = createWorld({ requiredGroupIds: ['g-all'] })
world.groupMembers.set('g-all', [])
let asked: string[] = []
installBridge(async (method, payload) => {
  asked.push(method)
  return answerPage(world.ports, method, payload)
})

describe('what the page asks first', () => {
  it('is at most three questions, and at most three more for each tab that is opened', async () => {
    await jest.isolateModulesAsync(async () => {
      await import('../../../static/admin/index')
    })
    await settle()
    expect(asked.length).toBeLessThanOrEqual(3)

    for (const name of Object.values(tabs)) {
      asked = []
      await openTab(name)
      expect({ name, asked: asked.length <= 3 ? 'at most 3' : asked }).toEqual({ name, asked: 'at most 3' })
      expect(asked).toContain('getOverview')
    }
  })
})
