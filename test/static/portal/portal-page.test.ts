import { requestForColleague } from '../../../src/app/signals/colleague'
import { AppError } from '../../../src/core/errors'
import { drainInbox } from '../../../src/app/grant/drain-inbox'
import { readPortalStatus, requestOnPortal } from '../../../src/app/signals/portal'
import { keys } from '../../support/keys'
import { account, person } from '../../support/builders'
import { addLinked, createWorld } from '../../support/fakes'
import { act, button, find, findAll, installBridge, pageText, settle } from '../../support/ui-kit'

/** The page over the real use cases and an in-memory world. */
let world = createWorld()
let isDown = false

installBridge(async (method, payload) => {
  if (isDown) throw new Error('the app is away')
  if (method === 'requestForColleague') return requestForColleague(world.ports, 'a-ada', payload)
  return method === 'request' ? requestOnPortal(world.ports, 'a-ada') : readPortalStatus(world.ports, 'a-ada')
})

async function openPage(): Promise<void> {
  await jest.isolateModulesAsync(async () => {
    await import('../../../static/portal/index')
  })
  await settle()
}

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate'] })
  isDown = false
  world = createWorld()
  await addLinked(world, person('Ada'), account('Ada', { groupIds: [] }))
})

afterEach(() => {
  jest.useRealTimers()
})

describe('the portal page', () => {
  it('leads from the button to the seat without another click', async () => {
    await openPage()
    expect(pageText()).toContain('You have no access to Jira yet')

    await act(button('Ask for access'), 'onClick')
    expect(pageText()).toContain('You have asked for access')
    expect(findAll('LoadingButton')).toEqual([])
    await drainInbox(world.ports, 'drain', null)
    jest.advanceTimersByTime(3_600)
    await settle()

    expect(pageText()).toContain('You have access to Jira')
  })

  it('asks again by itself where the app is away or the storage is full, until it is told', async () => {
    await openPage()
    isDown = true
    await act(button('Ask for access'), 'onClick')
    expect(pageText()).toContain('This page tries again by itself')

    isDown = false
    const { readBeside } = world.ports.requests
    world.ports.requests.readBeside = () => Promise.reject(new AppError('throttled', 'full'))
    jest.advanceTimersByTime(3_600)
    await settle()
    expect(pageText()).toContain('Many people are asking at the moment')
    expect(world.requests.size).toBe(0)

    world.ports.requests.readBeside = readBeside
    jest.advanceTimersByTime(24_000)
    await settle()
    expect(pageText()).toContain('You have asked for access')
    await drainInbox(world.ports, 'drain', null)
    jest.advanceTimersByTime(24_000)
    await settle()
    expect(pageText()).toContain('You have access to Jira')
  })

  it('tells the text of the refusal, and offers no second request', async () => {
    world.totalSeats = 4
    await openPage()
    await act(button('Ask for access'), 'onClick')
    await drainInbox(world.ports, 'drain', null)

    await act(button('Look again'), 'onClick')

    expect(pageText()).toContain('You are on the waiting list Not enough licenses: 4')
    expect(findAll('LoadingButton')).toEqual([])
  })

  it('says why somebody gets no seat, in words', async () => {
    world.people.set('o-ada', person('Ada', { kind: 'guest' }))
    await openPage()
    await act(button('Ask for access'), 'onClick')
    await drainInbox(world.ports, 'drain', null)

    await act(button('Look again'), 'onClick')

    expect(pageText()).toContain('Access to Jira is not meant for your part of the company.')
    expect(button('Ask again').props['isDisabled']).not.toBe(true)
  })

  it('says that something went wrong, and finds out when asked again', async () => {
    isDown = true
    await openPage()
    expect(pageText()).toContain('That did not work')

    isDown = false
    await act(button('Look again'), 'onClick')

    expect(pageText()).toContain('You have no access to Jira yet')
  })
})

describe('asking for a colleague', () => {
  it('is for who has access: picks somebody, asks, and says what became of it', async () => {
    world.kvs.set(keys.seat('a-ada'), { holds: true })
    world.accounts.set('a-ada', account('Ada'))
    await addLinked(world, person('Ben'), account('Ben', { groupIds: [] }))
    await openPage()
    expect(button('Ask for this colleague').props['isDisabled']).toBe(true)

    await act(find('UserPicker'), 'onChange', { id: 'a-ben', type: 'user', name: 'Ben', email: '', avatarUrl: '' })
    await act(button('Ask for this colleague'), 'onClick')

    expect(pageText()).toContain('You have asked for your colleague.')
    expect([...world.requests.values()]).toMatchObject([{ accountId: 'a-ben', source: 'colleague' }])
  })

  it('is not offered to who has no access', async () => {
    await openPage()

    expect(findAll('UserPicker')).toEqual([])
  })
})
