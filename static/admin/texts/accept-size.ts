import { formatNumber } from '../format'

export const acceptSize = {
  button: 'Accept the new size',
  title: 'Has it really become smaller?',
  text: (source: string, expected: number, got: number) =>
    `Last time ${source} had ${formatNumber(expected)}, now ${formatNumber(got)}. A source that was read in part looks like this too, and whoever is missing in it would be taken for somebody who left.`,
  after: (got: number) =>
    `If that is right, the next run believes ${formatNumber(got)} or more, once. The removal limit holds as always.`,
  confirm: 'It is right',
  done: 'Accepted. The next run goes on with the new size.',
} as const
