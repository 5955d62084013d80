import { PERSON_ATTRIBUTES } from '../people'
import type { PersonAttribute } from '../people'
import { flag, oneOf, pattern } from './parts'
import { PROVISION, ids, list, records, row, section } from './row'
import type { ValuesOf } from './row'

const ATTRIBUTES: Readonly<Record<PersonAttribute, string>> = {
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
}

/** Patterns over attributes of a person in the directory; each has to match the whole value, in any letter case. */
function rules(label: string, help: string) {
  return records(
    {
      attribute: row(oneOf(PERSON_ATTRIBUTES), {
        default: 'department',
        label: `${label} {member}: attribute`,
        choices: PERSON_ATTRIBUTES.map((value) => ({ label: ATTRIBUTES[value], value })),
      }),
      pattern: row(pattern(), { default: '', label: `${label} {member}: pattern` }),
    },
    { max: 50, of: 'patterns', idOf: (rule) => `${rule.attribute} ${rule.pattern}` },
    { label, help },
  )
}

/** Who should be able to use Jira. */
export const scope = section({
  title: 'Who is in scope',
  about: 'Who should be able to use Jira. Everyone in scope gets an Atlassian account without access.',
  previews: PROVISION,
  rows: {
    requiredGroupIds: ids(1_000, {
      label: 'Required groups',
      help: 'Groups of the directory of which somebody must be a member to be in scope. None: everyone.',
    }),
    scope: {
      userTypes: list(
        oneOf(['member', 'guest', 'resource']),
        { min: 1, max: 3, of: 'user types' },
        {
          default: ['member'],
          label: 'User types',
          choices: [
            { label: 'Members', value: 'member' },
            { label: 'Guests', value: 'guest' },
            { label: 'Rooms, equipment and other resource accounts', value: 'resource' },
          ],
        },
      ),
      enabledOnly: row(flag, {
        default: true,
        label: 'Enabled accounts only',
        help: 'Somebody who is disabled in the directory is out of scope, and counts as a leaver.',
      }),
      include: rules('Include', 'Only people whom at least one of these matches are in scope.'),
      exclude: rules('Exclude', 'People whom any of these matches are out of scope.'),
      address: row(oneOf(['mail-else-upn', 'mail', 'upn']), {
        default: 'mail-else-upn',
        label: 'Matching attribute',
        help: 'The address by which a person in the directory and an Atlassian account are the same. Letter case is ignored.',
        choices: [
          { label: 'mail, else user principal name', value: 'mail-else-upn' },
          { label: 'mail', value: 'mail' },
          { label: 'user principal name', value: 'upn' },
        ],
      }),
    },
  },
})

export type ScopeSettings = ValuesOf<typeof scope.rows>
export type AttributeRule = ScopeSettings['scope']['include'][number]
/** Which address of a person in the directory is the one that Atlassian knows. */
export type MatchingAddress = ScopeSettings['scope']['address']
