import { parseFlags } from '../../../sandbox/simulation/flags'

function parse(line: string) {
  return parseFlags(line === '' ? [] : line.split(' '))
}

describe('parseFlags', () => {
  it('takes the reference customer without flags', () => {
    expect(parse('')).toEqual({
      ok: true,
      flags: {
        people: 42_000,
        enabled: 41_000,
        seats: 15_000,
        active: 11_500,
        reserve: 5,
        dormancyDays: 180,
        days: 30,
        seed: 1,
        silentPercent: 0,
        directory: 'entra',
        guesses: {},
        json: false,
      },
    })
  })

  it('scales enabled, seats and active with people', () => {
    expect(parse('--people 4200')).toMatchObject({ flags: { enabled: 4_100, seats: 1_500, active: 1_150 } })
  })

  it('takes every flag, with a space or an equals sign', () => {
    const line =
      '--people 500 --enabled=480 --seats 50 --active 200 --reserve 7 --dormancy-days 90 --days 3 --seed 9 --silent-percent 20 --directory okta --guess kvs-existing-key-status=400 --json'

    expect(parse(line)).toEqual({
      ok: true,
      flags: {
        people: 500,
        enabled: 480,
        seats: 50,
        active: 200,
        reserve: 7,
        dormancyDays: 90,
        days: 3,
        seed: 9,
        silentPercent: 20,
        directory: 'okta',
        guesses: { 'kvs-existing-key-status': '400' },
        json: true,
      },
    })
  })

  it.each(['--seats 0', '--active 0', '--reserve 0', '--seed 0', '--seed -7', '--people 1'])('accepts %s', (line) => {
    expect(parse(line).ok).toBe(true)
  })

  it.each([
    ['--people -1', "Expected a whole number from 1 to 1000000 for --people, got '-1'."],
    ['--people 0', "Expected a whole number from 1 to 1000000 for --people, got '0'."],
    ['--seats x', "Expected a whole number from 0 to 1000000 for --seats, got 'x'."],
    ['--seats 1.5', "Expected a whole number from 0 to 1000000 for --seats, got '1.5'."],
    ['--seats=-3', "Expected a whole number from 0 to 1000000 for --seats, got '-3'."],
    ['--days 1e3', "Expected a whole number from 1 to 3650 for --days, got '1e3'."],
    ['--seed abc', "Expected a whole number for --seed, got 'abc'."],
    ['--people', 'Expected a whole number after --people, got none.'],
    ['--people --json', 'Expected a whole number after --people, got none.'],
    ['--people=', 'Expected a whole number after --people, got none.'],
    ['--json=yes', "Expected --json without a value, got 'yes'."],
    ['--people 500 --enabled 501', 'Expected --enabled to be at most --people (500), got 501.'],
    ['--people 500 --enabled 480 --active 481', 'Expected --active to be at most --enabled (480), got 481.'],
  ])('refuses %s', (line, message) => {
    expect(parse(line)).toEqual({ ok: false, message })
  })

  it.each(['--peple 5', '-p 5', 'people', '--no-json'])('refuses %s with the usage, on one line', (line) => {
    const parsed = parse(line)

    expect(parsed).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^[^\n]+Usage: npm run -s simulate[^\n]+$/),
    })
  })

  it.each([
    ['--guess', "Expected ID=ANSWER for --guess, got ''."],
    ['--guess kvs', "Expected ID=ANSWER for --guess, got 'kvs'."],
    [
      '--guess kvs-existing-key-status=200',
      "Expected the answer to the guess 'kvs-existing-key-status' to be 409 or 400, got '200'.",
    ],
  ])('refuses %s', (line, message) => {
    expect(parse(line)).toEqual({ ok: false, message })
  })

  it('knows two directories', () => {
    expect(parse('--directory ldap')).toEqual({
      ok: false,
      message: "Expected entra or okta for --directory, got 'ldap'.",
    })
  })
})
