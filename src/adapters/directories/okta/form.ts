import type { DirectoryField, DirectoryForm } from '../form'

const CONSOLE = 'Okta admin console'
const ORG: DirectoryField = {
  name: 'orgUrl',
  label: 'Okta address',
  kind: 'text',
  help: 'For example https://company.okta.com; not the address of the admin console.',
}

export const oktaForm = {
  kind: 'okta',
  identifiedBy: 'orgUrl',
  name: 'Okta',
  choices: [
    {
      id: 'token',
      label: 'Okta, with an API token',
      fields: [
        ORG,
        {
          name: 'apiToken',
          label: 'API token',
          kind: 'secret',
          help: 'Of an administrator who may only read: Security, API, Tokens. It stops working after 30 days without use.',
        },
      ],
    },
    {
      id: 'app',
      label: 'Okta, with a service app',
      fields: [
        ORG,
        { name: 'clientId', label: 'Client id', kind: 'text' },
        {
          name: 'keyId',
          label: 'Key id',
          kind: 'text',
          help: 'The kid of the public key in the settings of the service app.',
        },
        { name: 'privateKey', label: 'Private key', kind: 'pem', help: 'In PEM form, without a passphrase.' },
      ],
    },
  ],
  tried: { people: { title: 'Reading people and groups in Okta' } },
  outcomes: {
    'token-refused': {
      found: 'the API token is wrong or no longer good',
      toDo: `${CONSOLE} › Security › API › Tokens › Create token, signed in as an administrator who may only read. Copy its value at once: it is shown only then. A token that nobody used for 30 days has ended.`,
    },
    'app-refused': {
      found: 'Okta does not accept the client id, the key id or the private key',
      toDo: `${CONSOLE} › Applications › Applications › your service app › General: copy Client ID, and under Public keys the KID of the key whose private half you enter here. The service app has to be active.`,
    },
    'role-missing': {
      found: 'an administrator role is missing',
      toDo: `${CONSOLE} › Security › Administrators › Add administrator: give Read-only Administrator to the owner of the API token. A service app gets it under Applications › your service app › Admin roles › Edit assignments.`,
    },
    'scope-missing': {
      found: 'the service app lacks a scope',
      toDo: `${CONSOLE} › Applications › your service app › Okta API Scopes: press Grant at okta.users.read, okta.groups.read and okta.logs.read.`,
    },
    'dpop-demanded': {
      found: 'the service app demands DPoP',
      toDo: `${CONSOLE} › Applications › your service app › General: switch "Require Demonstrating Proof of Possession (DPoP)" off.`,
    },
    'address-wrong': {
      found: 'that is not the address of an Okta org',
      toDo: 'Open Okta and copy its address without "-admin" and without what follows okta.com, for example https://company.okta.com.',
    },
    refused: { found: 'it was refused', toDo: '{detail}' },
    'no-answer': { found: 'no answer', toDo: '{detail} Check the Okta address. Test again in a minute.' },
  },
  hints: {
    'signals.signInAppIds': 'In Okta: in the address of Applications › Atlassian Cloud, where it begins with 0oa.',
    'signal-secret': 'Okta event hooks send a shared secret as their authentication field "Authorization".',
  },
  noSignIn: {},
} as const satisfies DirectoryForm

export type OktaOutcome = keyof typeof oktaForm.outcomes | 'ok' | 'throttled'
