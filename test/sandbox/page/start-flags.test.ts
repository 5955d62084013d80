import { parseStartFlags } from '../../../sandbox/page/start-flags'

describe('parseStartFlags', () => {
  it('gives the reference customer on port 3000, armed, on its first day', () => {
    expect(parseStartFlags([])).toEqual({
      ok: true,
      flags: {
        people: 42_000,
        enabled: 41_000,
        seats: 15_000,
        active: 11_500,
        reserve: 5,
        dormancyDays: 180,
        seed: 1,
        silentPercent: 0,
        directory: 'entra',
        guesses: {},
        days: 0,
        port: 3_000,
        fresh: false,
        services: false,
      },
    })
  })

  it.each([
    [['--port', '8080'], { port: 8_080 }],
    [['--port=0', '--fresh'], { port: 0, fresh: true }],
    [['--people', '300', '--days', '7'], { people: 300, days: 7 }],
    [['--directory', 'okta'], { directory: 'okta' }],
    [['--guess', 'kvs-existing-key-status=400'], { guesses: { 'kvs-existing-key-status': '400' } }],
    [['--services'], { services: true, fresh: false }],
  ])('reads %j', (args, flags) => {
    expect(parseStartFlags(args)).toMatchObject({ ok: true, flags })
  })

  it.each([
    [['--port'], "Expected a whole number from 0 to 65535 for --port, got ''."],
    [['--port', '70000'], "Expected a whole number from 0 to 65535 for --port, got '70000'."],
    [['--people', 'many'], "Expected a whole number from 1 to 1000000 for --people, got 'many'."],
  ])('refuses %j', (args, message) => {
    expect(parseStartFlags(args)).toEqual({ ok: false, message })
  })

  it.each([['--json'], ['--fresh=yes'], ['--services=yes'], ['--prot'], ['-fresh'], ['xxfresh']])(
    'does not know %s, and says what it knows',
    (flag) => {
      const parsed = parseStartFlags([flag])

      expect(parsed).toMatchObject({ ok: false })
      expect(JSON.stringify(parsed)).toContain('npm start -- ')
      expect(JSON.stringify(parsed)).toContain('[--port N] [--fresh] [--services]')
    },
  )
})
