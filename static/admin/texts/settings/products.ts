export const products = {
  kinds: {
    jira: (key: string) => `Jira tells its seats and groups (${key}).`,
    group: (key: string) => `A group product (${key}): the members of its groups are its used seats.`,
  },
  remove: (product: string) => `Stop looking after ${product}`,
  use90: (product: string) => `Use 90 days for ${product}`,
  addTitle: 'Another product',
  add: 'Product',
  addHelp: 'It is looked after once it is saved.',
  addButton: 'Add product',
  otherKey: 'Product key',
  otherKeyHelp: "As in the organization's activity data, or nobody ever counts as unused.",
  other: 'Another product, by its groups',
} as const
