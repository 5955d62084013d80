import { parseBenchFlags } from '../../../sandbox/bench/flags'

const parse = (line: string) => parseBenchFlags(line.split(' '), ['one', 'two'])

describe('parseBenchFlags', () => {
  it.each([
    ['--case one', { type: 'run', name: 'one', people: 42_000, guesses: {}, json: false, watchesHeap: false }],
    [
      '--case=two --people 500 --guess kvs-existing-key-status=400 --json',
      {
        ...{ type: 'run', name: 'two', people: 500, guesses: { 'kvs-existing-key-status': '400' } },
        ...{ json: true, watchesHeap: false },
      },
    ],
    ['--case one --heap', { type: 'run', name: 'one', people: 42_000, guesses: {}, json: false, watchesHeap: true }],
    [
      '--json',
      { type: 'all', sizes: [1_000, 10_000, 42_000, 200_000], format: 'json', results: null, onlyReports: false },
    ],
    [
      '--markdown --sizes 60,600 --results file --report',
      { type: 'all', sizes: [60, 600], format: 'markdown', results: 'file', onlyReports: true },
    ],
    ['--list', { type: 'list' }],
  ])('understands %s', (line, expected) => {
    expect(parse(line)).toEqual(expected)
  })

  it.each([
    ['--case three', "Expected --case to be one of one, two, got 'three'."],
    ['--case one --people 0', "Expected a whole number from 1 to 1000000 for --people, got '0'."],
    ['--sizes 10,few', "Expected whole numbers from 1 to 1000000 for --sizes, got '10,few'."],
    ['--case one --people many', "Expected a whole number from 1 to 1000000 for --people, got 'many'."],
  ])('refuses %s', (line, message) => {
    expect(parse(line)).toEqual({ type: 'wrong', message })
  })

  it.each(['--people 5', '--guess kvs-existing-key-status=400', '--cse one', 'one', '--case'])(
    'answers %s with the usage, on one line',
    (line) => {
      expect(parse(line)).toEqual({ type: 'wrong', message: expect.stringMatching(/^[^\n]+Usage: npm run[^\n]+$/) })
    },
  )
})
