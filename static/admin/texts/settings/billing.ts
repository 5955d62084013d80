export const billing = {
  title: 'Billing',
  about: 'What a seat costs, so that savings are shown in money too. Atlassian tells apps no prices.',
  period: 'Billing period',
  periodHelp: 'With monthly billing a seat that is given back saves money in the next period.',
  periods: [
    { label: 'Monthly', value: 'monthly' },
    { label: 'Annual', value: 'annual' },
  ],
  day: 'Day on which a billing period begins',
  dayHelp: 'Day of the month, from 1 to 28.',
  price: 'Price of a seat and month',
  priceHelp: 'For example 7.91. Empty: savings are counted in seats.',
  currency: 'Currency',
  currencyHelp: 'For example USD.',
} as const
