import { parseChaosFlags } from '../../../sandbox/chaos/flags'

const parse = (line: string) => parseChaosFlags(line.split(' ').filter((word) => word !== ''))

describe('parseChaosFlags', () => {
  it.each([
    ['', { type: 'campaign', seed: 1, guesses: {}, runs: 1_000, workers: 2, app: undefined, json: false }],
    [
      '--seed 7 --runs 20 --app ../old --json',
      { type: 'campaign', seed: 7, guesses: {}, runs: 20, workers: 2, app: '../old', json: true },
    ],
    [
      '--guess kvs-existing-key-status=400',
      {
        ...{ type: 'campaign', seed: 1, guesses: { 'kvs-existing-key-status': '400' } },
        ...{ runs: 1_000, workers: 2, app: undefined, json: false },
      },
    ],
    [
      '--seed 7 --run 3 --path 0:1',
      { type: 'replay', seed: 7, guesses: {}, run: 3, path: '0:1', app: undefined, json: false, trace: false },
    ],
  ])('understands "%s"', (line, expected) => {
    expect(parse(line)).toEqual(expected)
  })

  it.each(['--seed x', '--guess x=y', '--bugs --guess kvs-existing-key-status=400', '--runs 0', '--sed 1', 'campaign'])(
    'answers %s with the usage, on one line',
    (line) => {
      expect(parse(line)).toEqual({ type: 'wrong', message: expect.stringMatching(/^[^\n]+Usage: npm run[^\n]+$/) })
    },
  )
})
