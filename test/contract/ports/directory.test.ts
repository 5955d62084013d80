import { DIRECTORIES } from '../../../src/adapters/directories'
import { describeDirectory } from './directory.contract'
import type { DirectoryHarness, DirectoryTraits } from './directory-harness'
import { createEntraHarness } from './entra-directory'
import { createFakeHarness } from './fake-directory'
import { createOktaHarness } from './okta-directory'

interface Suite extends Omit<DirectoryTraits, 'name'> {
  readonly create: () => DirectoryHarness
}

const SUITES: Readonly<Record<string, Suite>> = {
  entra: { morePeopleThanOnAPage: 1_000, skip: [], create: createEntraHarness },
  okta: {
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
    create: createOktaHarness,
  },
}

describeDirectory(
  {
    name: 'the fake of the unit tests',
    morePeopleThanOnAPage: null,
    skip: [{ reason: 'use cases never look inside a group', tests: ['follows groups within groups'] }],
  },
  createFakeHarness,
)

for (const { form } of DIRECTORIES) {
  const suite = SUITES[form.kind]
  if (suite === undefined)
    throw new Error(`Expected a harness for the directory "${form.kind}", got none. Add one here.`)
  describeDirectory({ ...suite, name: form.name }, suite.create)
}
