import { formatNumber } from '../format'

const seats = (count: number): string => (count === 1 ? '1 seat' : `${formatNumber(count)} seats`)

export const savings = {
  title: 'Savings and trend',
  about: 'Measured once a day, at midnight UTC.',
  loading: 'Reading the measures',
  none: 'The first day has not been measured yet. Come back tomorrow.',
  chart: (productKey: string) => `Seats of ${productKey} in use, day by day`,
  used: 'In use',
  total: 'Paid for',
  freed: (count: number, days: number) =>
    `${seats(count)} freed by sweeps within ${days === 1 ? '1 day' : `${days} days`}`,
  worth: (amount: string) => `Worth ${amount} a month at the price you typed in`,
  idle: (free: number, worth: string | null) =>
    `${seats(free)} paid for and not in use${worth === null ? '' : `: ${worth} a month could be saved with a smaller plan`}`,
  unlimited: 'Seats are unlimited, so none are paid for in vain',
  possible: (dormant: number) =>
    `${seats(dormant)} without activity for too long at the last sweep, freed or kept with a reason`,
  peak: (peak: number, since: string) => `Peak of the billing period since ${since}: ${seats(peak)} in use`,
  reserve: (day: string) => `As things go, too few seats are free from ${day} on`,
  noForecast: 'Use is not growing, or too few days are known: no date on which seats run short',
  grants: (granted: number, byHand: number) =>
    `${formatNumber(granted)} got access, ${formatNumber(granted - byHand)} of them without a person deciding`,
  waits: (median: string, p99: string) => `Half of them within ${median} of asking, 99 of 100 within ${p99}`,
  monthly:
    'Monthly billing counts the most seats in use at any time of the period: a seat that is freed now saves from the next period on.',
  annual: 'With annual billing a seat that is freed saves when the plan is renewed with fewer seats.',
  seconds: (seconds: number): string =>
    seconds < 60
      ? `${seconds} s`
      : seconds < 3_600
        ? `${seconds / 60} min`
        : seconds < 86_400
          ? `${seconds / 3_600} h`
          : `${seconds / 86_400} days`,
} as const
