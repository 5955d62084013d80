import { describeDirectory } from './directory.contract'
import { createEntraHarness } from './entra-directory'
import { createFakeHarness } from './fake-directory'
import { createOktaHarness } from './okta-directory'

describeDirectory(
  {
    name: 'the fake of the unit tests',
    morePeopleThanOnAPage: null,
    skip: [{ reason: 'use cases never look inside a group', tests: ['follows groups within groups'] }],
  },
  createFakeHarness,
)

describeDirectory({ name: 'Entra ID', morePeopleThanOnAPage: 1_000, skip: [] }, createEntraHarness)

describeDirectory(
  {
    name: 'Okta',
    morePeopleThanOnAPage: 201,
    skip: [
      {
        reason: 'Okta demands an address of everybody',
        tests: ['takes the login as the address of who has no mailbox'],
      },
      { reason: 'Okta knows no guests', tests: ['tells guests from members'] },
      { reason: 'Okta has no delta: the next full run finds who is gone', tests: ['tells who was deleted'] },
      { reason: 'groups of Okta have no groups inside', tests: ['follows groups within groups'] },
    ],
  },
  createOktaHarness,
)
