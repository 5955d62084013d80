import type { DoubtReason, Verdict } from '../../../src/core/identity'

/** Whose account it is: doubts, and links made and ended by hand. */
export const identities = {
  title: 'Whose account is it?',
  nobody: 'Nobody is in doubt. Where it is not certain whose account somebody’s is, the person is listed here.',
  about: (open: string, isOne: boolean, decided: string) =>
    `${open} ${isOne ? 'person waits' : 'people wait'} for your word, ${decided} decided. Nothing is made, written or taken because of a doubt: whoever has access keeps it.`,
  columns: {
    person: 'Person in the directory',
    account: 'Account',
    other: 'Other person',
    why: 'Why',
    actions: 'What you can do',
  },
  enabled: 'Enabled',
  disabled: 'Disabled',
  active: 'Active',
  inactive: 'Deactivated',
  noName: 'Without a name',
  directoryId: (id: string) => `Directory id ${id}`,
  accountId: (id: string) => `Account id ${id}`,
  gonePerson: 'Gone from the directory',
  goneAccount: 'Not in the organization',
  noAccount: 'None has the address',
  noOther: 'Nobody',
  since: (instant: string) => `Since ${instant}`,
  reasons: {
    'same-address': 'Another person in scope has the same address. Change one of the two in the directory.',
    'two-accounts': 'More than one account may be this person’s.',
    'another-owner': 'The account with this person’s address belongs to somebody else.',
    'owner-gone':
      'The account with this person’s address was somebody’s who is gone, and nothing proves that it is the same person.',
    'another-record': 'The record of this account in the SCIM directory names somebody else.',
    'record-of-nobody':
      'The record of this account in the SCIM directory names nobody of this directory: somebody who is gone, or of another directory.',
    'record-unread':
      'The record of this account in the SCIM directory could not be read. The next full run looks at it again.',
  } satisfies Record<DoubtReason, string>,
  settled: 'No run is in doubt here any more.',
  verdicts: { same: 'Same person', another: 'Another person', alone: 'Leave alone' } satisfies Record<Verdict, string>,
  /** What a button does. @param person null: nobody of that id @param hasOwner the other person is there */
  does: (verdict: Verdict, person: string | null, because: DoubtReason | null, hasOwner: boolean): string => {
    const name = person ?? 'this person'
    if (verdict === 'alone') return 'Everything stays as it is, and no alert counts it any more.'
    if (verdict === 'another')
      return `The account ${because === 'owner-gone' ? 'is dealt with as a leaver’s' : 'stays whose it is'}. Once the address is free, ${name} gets one: change one of the addresses, in the directory or of the account.`
    const first = because === 'another-owner' && hasOwner ? 'First open the account and end its link. ' : ''
    return `${first}The account is linked to ${name} and stays as it was; access comes back by asking.`
  },
  saidSame: 'It is linked. The account is as it was.',
  saidAnother: 'Noted. The next full run goes by it.',
  saidAlone: 'It is left as it is.',
  decided: (verdict: Verdict, isUnlinked: boolean) =>
    isUnlinked ? 'Link ended by hand' : identities.verdicts[verdict],
  decidedAt: (instant: string) => `Decided ${instant}`,
  takeBack: 'Take back',
  takesBack: (verdict: Verdict, isUnlinked: boolean): string => {
    if (isUnlinked) return 'The link is made again, if the account is still nobody’s.'
    if (verdict === 'same') return 'The link ends, or goes back to whose the account was.'
    return 'The next full run judges anew.'
  },
  takenBack: 'Taken back. The next full run goes by it.',
  open: 'Open the account',

  linkedTo: (name: string, address: string) => `Linked to ${name}${address === '' ? '' : ` (${address})`}.`,
  linkedToGone: 'Linked to somebody who is no longer in the directory.',
  unlink: 'End the link',
  unlinkTitle: 'End the link?',
  unlinkText:
    'The account keeps its access and groups, and belongs to nobody: provisioning does not write to it, and it is nobody’s leaver. The person is not matched with it again, and gets another account once the address is free. You can take this back in the list "Whose account is it?".',
  unlinkNow: 'Yes, end the link',
  unlinked: 'The link is ended.',
  linkTitle: 'Link by hand',
  linkAbout: 'Nobody who is in the directory is linked to this account. Say who it belongs to.',
  linkWho: 'E-mail address, user principal name or object id of its owner',
  find: 'Look in the directory',
  notFound: 'Expected somebody in the directory who has this, got nobody. Check the spelling, or use the object id.',
  hasAccount: 'Has an account already. End that link first.',
  link: (name: string) => `Link to ${name}`,
  sureTitle: (name: string) => `Does the account belong to ${name}?`,
  sure: 'It is linked at once and stays as it is. From then on it follows this person: name, address, groups, and what happens when the person leaves.',
  linkNow: 'Yes, link',
  linked: 'The account is linked.',
} as const
