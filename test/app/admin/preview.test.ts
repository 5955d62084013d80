import { runJob } from '../../../src/app/jobs/run-job'
import { toChanges } from '../../../sandbox/administrator/create-administrator'
import { previewProvision, readPreview } from '../../../src/app/admin/preview'
import type { Preview } from '../../../src/app/state/preview-record'
import { account, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import type { FakeWorld } from '../../support/fakes'

async function preview({ ports, jobs }: FakeWorld, patch: object): Promise<Preview> {
  const { previewId } = await previewProvision(ports, { changes: toChanges(patch) })
  for (let message = jobs.shift(); message !== undefined; message = jobs.shift()) {
    await runJob(ports, message, 'worker', 0)
  }
  return readPreview(ports, { previewId })
}

const linksOf = ({ kvs }: FakeWorld) => [...kvs].filter(([key]) => key.startsWith('links:'))

describe('what a provision run would do with unsaved settings', () => {
  it('counts who would get an account, who would leave and why, and changes nothing', async () => {
    const world = createWorld({ requiredGroupIds: ['g-all'] })
    await addLinked(world, person('Ada'), account('Ada'))
    world.people.set('o-ben', person('Ben'))
    world.groupMembers.set('g-all', ['o-ada'])
    const before = JSON.stringify(linksOf(world))

    const everyone = await preview(world, { requiredGroupIds: [] })

    expect(everyone).toMatchObject({ job: 'provision', status: 'done', counts: { people: 2, inScope: 2, create: 1 } })
    expect(world.writes).toEqual([])
    expect(JSON.stringify(linksOf(world))).toBe(before)
    expect([...world.kvs.keys()].filter((key) => key.startsWith('scan:'))).toEqual([])
  })

  it('says which check would stop it', async () => {
    const world = createWorld()
    world.people.set('o-ada', person('Ada'))
    world.accounts.set('a-ada', account('Ada'))
    world.groupMembers.set('g-empty', [])

    const refused = await preview(world, { requiredGroupIds: ['g-empty'] })

    expect(refused).toMatchObject({ status: 'refused', because: expect.stringContaining('required group g-empty') })
  })
})
