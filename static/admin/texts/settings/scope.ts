import type { PersonAttribute } from '../../../../src/core/people'

export const scope = {
  title: 'Who is in scope',
  about: 'Who should be able to use Jira. Everyone in scope gets an Atlassian account without access.',
  groups: {
    title: 'Required groups',
    none: 'No group is required: everyone in the directory is in scope.',
    add: 'Name or id of a group',
    addHelp: 'The beginning of its name in the directory, or its id. In Entra, members of nested groups count.',
  },
  userTypes: 'User types',
  userTypeChoices: [
    { label: 'Members', value: 'member' },
    { label: 'Guests', value: 'guest' },
    { label: 'Rooms, equipment and other resource accounts', value: 'resource' },
  ],
  enabledOnly: 'Enabled accounts only',
  enabledOnlyHelp: 'Somebody who is disabled in the directory is out of scope, and counts as a leaver.',
  include: {
    title: 'Include',
    none: 'No pattern: nobody is left out for not matching one.',
    some: 'Only people whom at least one of these matches are in scope.',
    add: 'Add an include pattern',
  },
  exclude: {
    title: 'Exclude',
    none: 'No pattern: nobody is left out for matching one.',
    some: 'People whom any of these matches are out of scope.',
    add: 'Add an exclude pattern',
  },
  address: 'Matching attribute',
  addressHelp:
    'The address by which a person in the directory and an Atlassian account are the same. Letter case is ignored.',
  addressChoices: [
    { label: 'mail, else user principal name', value: 'mail-else-upn' },
    { label: 'mail', value: 'mail' },
    { label: 'user principal name', value: 'upn' },
  ],
} as const

export const rules = {
  how: 'A pattern is a regular expression (RE2) for the whole value, in any letter case: ".*intern.*" matches "Legal interns".',
  attribute: (line: string) => `${line}: attribute`,
  pattern: (line: string) => `${line}: pattern`,
  remove: (line: string) => `Remove ${line.toLowerCase()}`,
  attributes: {
    mail: 'Mail',
    userPrincipalName: 'User principal name',
    displayName: 'Display name',
    department: 'Department',
    jobTitle: 'Job title',
    companyName: 'Company',
    employeeType: 'Employee type',
    officeLocation: 'Office location',
    city: 'City',
    country: 'Country',
  } satisfies Record<PersonAttribute, string>,
} as const
