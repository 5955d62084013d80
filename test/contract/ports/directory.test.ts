import { describeDirectory } from './directory.contract'
import { createEntraHarness } from './entra-directory'
import { createFakeHarness } from './fake-directory'

describeDirectory(
  {
    name: 'the fake of the unit tests',
    morePeopleThanOnAPage: null,
    skip: [{ reason: 'use cases never look inside a group', tests: ['follows groups within groups'] }],
  },
  createFakeHarness,
)

describeDirectory({ name: 'Entra ID', morePeopleThanOnAPage: 1_000, skip: [] }, createEntraHarness)
