/** A site whose people ask for seats, and the drain that answers them. */
import { ask } from '../../src/app/signals/ask'
import { SIGN_IN_LOG } from '../../src/app/signals/sign-in-log'
import { drainInbox } from '../../src/app/grant/drain-inbox'
import { NOW, account, person } from './builders'
import { addLinked, createWorld } from './fakes'
import type { FakeWorld } from './fakes'

/** A site with so many holders of 100 seats, and these people who hold nothing and ask. */
export async function siteWith(holders: number, asking: readonly string[], settings = {}): Promise<FakeWorld> {
  const world = createWorld(settings)
  for (let index = 0; index < holders; index += 1) {
    const holder = account(`h${index}`)
    world.accounts.set(holder.accountId, holder)
  }
  for (const name of asking) await addLinked(world, person(name), account(name, { groupIds: [] }))
  for (const [index, name] of asking.entries()) {
    world.now = new Date(NOW.getTime() + index * 1_000)
    await ask(world.ports, [`a-${name.toLowerCase()}`], ['jira-software'], SIGN_IN_LOG)
  }
  return world
}

export async function drainUntilEmpty(world: FakeWorld): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    if ((await drainInbox(world.ports, `drain-${round}`, null)) === 'empty') return
  }
  throw new Error('the inbox did not become empty')
}

export const requestOf = (world: FakeWorld, name: string) => world.requests.get(`jira-software:a-${name.toLowerCase()}`)
