import { createFaultSwitches } from '../../../sandbox/page/faults'
import { startFaulty } from '../faults/fixture-faults'

const LOOK = `return (await fetch('https://graph.example.com/v1.0/users')).status`

describe('the switches of the page', () => {
  it('strike while they are on, and count', async () => {
    const { run, faults } = startFaulty([])
    const switches = createFaultSwitches(faults)

    const seen = [await run(LOOK)]
    switches.switchOn('entra 503')
    seen.push(await run(LOOK))
    const whileOn = switches.current()
    switches.switchOff('entra 503')
    seen.push(await run(LOOK))

    expect(seen).toEqual([200, 503, 200])
    expect(whileOn).toEqual([{ line: 'entra 503', struck: 1 }])
    expect(switches.current()).toEqual([])
  })

  it('say what is wrong with a line, and switch nothing on', () => {
    const switches = createFaultSwitches(startFaulty([]).faults)

    const told = switches.switchOn('entra is tired')

    expect(told).toMatchObject({ ok: false, message: expect.stringContaining('"entra is tired"') })
    expect(switches.current()).toEqual([])
  })

  it('are switched on once', () => {
    const switches = createFaultSwitches(startFaulty([]).faults)
    switches.switchOn('entra 503')

    expect(switches.switchOn('entra 503').ok).toBe(false)
    expect(switches.switchOff('jira 503').ok).toBe(false)
    expect(switches.current()).toHaveLength(1)
  })
})
