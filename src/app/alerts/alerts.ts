import { judgeExpiry } from '../../core/expiry'
import type { Action } from '../../core/plan'
import { isManyTaken } from '../../core/seat-watch'
import { RUN_NAMES } from '../../core/run-names'
import { MINUTE_MS } from '../../core/time'
import { findPollTrouble } from '../signals/poll'
import { POLLED } from '../signals/registry'
import { isOn } from '../signals/source'
import { APPROVAL_MAX_AGE_MS } from '../state/plan-store'
import type { GroupUse } from '../state/known-groups'
import type { AlertFacts } from './facts'

/** What an administrator should see first. The page shows it as it is. */
export interface Alert {
  readonly type: string
  /** Which of several of its type, e.g. the product. */
  readonly about: string | null
  readonly level: 'information' | 'warning' | 'error'
  /** Where on the page something can be done about it. */
  readonly tab: 'setup' | 'people' | 'settings' | 'runs'
  readonly title: string
  /** Instants in it are shown in the administrator's time zone. */
  readonly text: string
  /** What a mail says of it: numbers, dates and product keys, nothing that names a person. null: no mail tells it. */
  readonly mail: string | null
}

/** Without a word of its own it is a warning, in no mail. */
type Found = Omit<Alert, 'about' | 'level' | 'mail'> & Partial<Pick<Alert, 'about' | 'level' | 'mail'>>
/** One kind of alert: when there is one, and every word about it. */
type Kind = (facts: AlertFacts, now: Date) => readonly Found[]

/** With more than these, and most of those in doubt, it is no single person's trouble. */
const MANY_RECORDS = 10

/** Most urgent first. While nothing is connected, the rest follows from that and is not repeated. */
export function findAlerts(facts: AlertFacts, now: Date): readonly Alert[] {
  const kinds = facts.connected === null ? ALWAYS : [...ALWAYS, ...WHILE_CONNECTED]
  return kinds.flatMap((find) => find(facts, now)).map((one) => ({ about: null, level: 'warning', mail: null, ...one }))
}

const ALWAYS: readonly Kind[] = [
  ({ connected }) => {
    const text = 'No job can run before the directory and the organization are connected.'
    return connected === null ? [{ type: 'not-connected', tab: 'setup', title: 'Not connected yet', text }] : []
  },
  ({ connected, keySavedAt }, now) => {
    if (connected === null) return []
    const at = connected.apiKeyExpires
    const { level, daysLeft } = judgeExpiry(at, keySavedAt, now)
    const text = `It is valid until ${at}. Create a new one at admin.atlassian.com and enter it under Set-up.`
    const found = { type: 'key-expires', tab: 'setup', text } as const
    if (daysLeft < 0) {
      const mail = `The organization API key expired on ${at}. Nothing works until a new one is entered.`
      return [{ ...found, level: 'error', title: 'The organization API key has expired', mail }]
    }
    const mail = `The organization API key is valid until ${at}. Enter a new one before that.`
    return level === 'good' ? [] : [{ ...found, title: 'The organization API key expires soon', mail }]
  },
  ({ isSeatMissing = false }) => {
    const text = 'Jira did not say how many seats are free. No seat is given while that is so.'
    const found = {
      type: 'seats-unreadable',
      tab: 'runs',
      level: 'error',
      title: 'Seats could not be read',
      text,
    } as const
    return isSeatMissing ? [found] : []
  },
  ({ heldPlans }, now) =>
    heldPlans.map((plan) => {
      const [what, nothing] =
        plan.job === 'renames' ? ['changes of address', 'No address is written'] : ['removals', 'Nothing is removed']
      const removals = `${count(plan.removals)} ${what}`
      const found = {
        type: 'plan-held',
        tab: 'runs',
        about: plan.planId,
        title: 'A plan awaits your approval',
      } as const
      return isTooLate(plan, now)
        ? {
            ...found,
            text: `It holds ${removals} and is more than 24 hours old. Run the job again for a new one.`,
            mail: `A plan with ${removals} waited for more than 24 hours. Run the job again for a new one.`,
          }
        : {
            ...found,
            text: `It holds ${removals}. ${nothing} until an administrator approves it.`,
            mail: `A plan with ${removals} waits for your approval. ${nothing} until then.`,
          }
    }),
  ({ lastRuns }) =>
    (['provision', 'leavers', 'grant', 'sweep'] as const).flatMap((run) => {
      const { outcome, because, counts } = lastRuns[run] ?? {}
      if (outcome !== 'failed' && outcome !== 'refused') return []
      // Told by an alert of its own.
      if (outcome === 'refused' && (counts?.['cameWithAccess'] ?? 0) > 0) return []
      const [level, how] =
        outcome === 'failed' ? (['error', 'failed'] as const) : (['warning', 'was stopped by a check'] as const)
      const text = because ?? 'No reason was recorded. The next run tries again.'
      return [
        { type: 'run-stopped', tab: 'runs', about: run, level, title: `${RUN_NAMES[run]}: the last run ${how}`, text },
      ]
    }),
  ({ lastRuns: { provision } }) => {
    const came = provision?.counts['cameWithAccess'] ?? 0
    if (came === 0) return []
    const title = 'New accounts come with access'
    const text = provision?.because ?? ''
    const mail = `${count(came)} accounts that provisioning made came with access, so it has stopped. Look for an approved domain or a default group that gives access to new accounts.`
    return [{ type: 'accounts-with-access', tab: 'runs', level: 'error', title, text, mail }]
  },
  ({ lastRuns: { provision } }) => {
    const unlisted = provision?.counts['unlisted'] ?? 0
    if (unlisted === 0) return []
    const title = 'New accounts are not listed'
    const text = `The organization has not listed ${accounts(unlisted)} that provisioning made, for more than half an hour. Until it lists the first ones nobody knows whether they came with access, and no more are made. Check that the SCIM directory belongs to this organization.`
    const mail = `The organization has not listed ${accounts(unlisted)} that provisioning made, for more than half an hour. No more are made until the first ones are listed.`
    return [{ type: 'accounts-unlisted', tab: 'runs', title, text, mail }]
  },
  ({ lastRuns }) => {
    const refused = count(lastRuns.sweep?.counts['notice-refused'] ?? 0)
    const text = `${refused} notices of the last sweep were refused. Who was not told keeps access. Check the notice issue under Settings, and send a test.`
    const mail = `Jira refused ${refused} notices of the last sweep. Who was not told keeps access; look at the notice issue.`
    const found = {
      type: 'notices-refused',
      tab: 'settings',
      title: 'Jira refused to tell people',
      text,
      mail,
    } as const
    return refused === '0' ? [] : [found]
  },
]

const WHILE_CONNECTED: readonly Kind[] = [
  ({ troubles: { leaversTwice } }) => {
    if (leaversTwice === 0) return []
    const text = `The account of ${people(leaversTwice)} who left could not be dealt with, at the second try or later. They are tried again every few hours. The run's log names the reason; correct it in Atlassian or in the directory.`
    const mail = `The account of ${people(leaversTwice)} who left could not be dealt with, at the second try or later. Please look at it.`
    return [{ type: 'leavers-fail', tab: 'runs', level: 'error', title: 'Leavers keep their account', text, mail }]
  },
  ({ troubles: { people: all, twice } }) => {
    if (all === 0) return []
    const text = `A change of ${people(all)} failed. Everybody else was dealt with. It is tried again by itself, more and more seldom, at last every three hours.`
    const mail = twice === 0 ? null : `A change of ${people(all)} failed, of ${people(twice)} more than once.`
    return [{ type: 'changes-fail', tab: 'runs', title: 'Changes of single people failed', text, mail }]
  },
  ({ lastRuns: { provision } }) => {
    const { inDoubt = 0, foreignRecords = 0 } = provision?.counts ?? {}
    if (inDoubt === 0) return []
    const foreign =
      foreignRecords <= MANY_RECORDS || foreignRecords <= inDoubt / 2
        ? ''
        : ` In the SCIM directory the records of ${people(foreignRecords)} name nobody of this directory, as after another directory was connected. Write the ids of this one into the records (externalId), and the next full run links them by itself.`
    const which = `Of ${people(inDoubt)} it is not certain whose account is theirs`
    const text = `${which}, as the last full run found. Whoever has access keeps it, and no account is made or written for them. Look at both sides under People, and say whose account it is; the next full run goes by it.${foreign}`
    const mail = `${which}. Nothing is made or taken until an administrator says so on the page.`
    return [
      {
        type: 'identity-in-doubt',
        tab: 'people',
        title: `${people(inDoubt)} in doubt: whose account is it?`,
        text,
        mail,
      },
    ]
  },
  ({ doubts }) =>
    Object.entries(doubts).map(([source, { use, name, expected, got }]) => {
      const [what, who] = PROTECTING[use]
      if (got === null) {
        const text = `It had ${count(expected)} members when it was last read, and does not answer now. ${who}, until it can be read again.`
        const mail = `${what} cannot be read; it had ${count(expected)} members. ${who}, until it can be read again.`
        const title = `${what} "${name}" cannot be read`
        return { type: 'group-in-doubt', tab: 'runs', about: source, title, text, mail }
      }
      const title = `${what} "${name}" has become much smaller`
      const sizes = `had ${count(expected)} members, and has now ${count(got)}`
      const text = `It ${sizes}. ${who}, until it is whole again or you accept its new size under Runs.`
      const mail = `${what} ${sizes}. ${who}, until it is whole again or you accept its new size.`
      return { type: 'group-in-doubt', tab: 'runs', about: source, title, text, mail }
    }),
  ({ breakers }) =>
    Object.entries(breakers).flatMap(([type, { open }]) => {
      if (open === undefined) return []
      const what = CALLS[type as Action['type']]
      const text = `Since ${open.since} Atlassian answers "${open.because}" for most people. The rest waits; one person is tried every 15 minutes, and the work goes on by itself once that succeeds. Check the connections under Set-up.`
      const mail = `${what} has failed for most people since ${dayOf(open.since)}. The rest waits, and goes on by itself once it works again.`
      return [{ type: 'calls-fail', tab: 'setup', about: type, level: 'error', title: `${what} fails`, text, mail }]
    }),
  ({ unlisted = [] }) =>
    unlisted.map(({ productKey, groupId, name }) => ({
      ...{ type: 'group-not-listed', tab: 'setup', about: groupId },
      title: `${productKey}: an access group is not in your list`,
      text: `Nobody is added to "${name}" or taken from it, not even leavers. To add it to the groups that the app may write to, enter the organization API key again under Set-up.`,
    })),
  ({ settings, pollOf }, now) =>
    POLLED.flatMap((source): readonly Found[] => {
      const { since, because } = (isOn(source, settings) ? findPollTrouble(pollOf(source.name), now) : null) ?? {}
      const { failing, silent, silentText } = source.words
      if (since === undefined) return []
      if (because === undefined) {
        const words = {
          title: silent,
          text: silentText(since),
          mail: `${silent} since ${dayOf(since)}. Check its settings.`,
        }
        return [{ type: 'signal-silent', tab: 'settings', about: source.name, ...words }]
      }
      const text = `Since ${since} nobody gets a seat by signing in. ${because}`
      const mail = `${failing} since ${dayOf(since)}: who signs in gets no seat by it.`
      return [{ type: 'signal-failing', tab: 'runs', about: source.name, level: 'error', title: failing, text, mail }]
    }),
  ({ settings, pollOf }) =>
    POLLED.flatMap((source): readonly Found[] => {
      const { unreadSince: since } = (isOn(source, settings) ? pollOf(source.name) : null) ?? {}
      if (since === undefined) return []
      const text = `Expected the log since ${since} in one look, got a part: more happened than the provider gives at once. The next looks go on with the rest, and who is in it gets a seat by then. Nothing needs to be done unless this stays for hours.`
      return [{ type: 'signal-behind', tab: 'runs', about: source.name, title: source.words.behind, text }]
    }),
  ({ cameUnread }) => {
    if (cameUnread === undefined) return []
    const text = `Expected the sign-in log from ${cameUnread.since} to ${cameUnread.until} in the last full run, got a part. People › "Came, and nothing came of it" may lack somebody; the next full run goes on with the rest.`
    return [{ type: 'missed-unread', tab: 'people', title: 'Not all who came are known yet', text }]
  },
  ({ settings: { seatWarning: warning }, seats }) =>
    seats.flatMap(({ productKey, remaining: free }) => {
      if (warning === null || free === null || free > warning) return []
      const text = `${count(free)} seats are free; you asked to be warned at ${count(warning)}.`
      const title = `${productKey}: few seats are free`
      return [{ type: 'few-seats', tab: 'settings', about: productKey, title, text, mail: `${productKey}: ${text}` }]
    }),
  ({ seatsTaken: { products } }) =>
    Object.entries(products).flatMap(([productKey, watch]) => {
      if (!isManyTaken(watch)) return []
      const many = `${count(watch.taken)} seats were given by others`
      const title = `${productKey}: seats are given past the app`
      const text = `Since ${watch.since} ${many}, without the licence guard and its reserve. The next full run and sweep note who holds them: their unused access counts from then. Look for an approved domain, a default group, an automation, or an administrator who adds people to an access group.`
      const mail = `${productKey}: ${many} since ${dayOf(watch.since)}, without the licence guard. Look for an approved domain, a default group or an automation.`
      return [{ type: 'seats-by-others', tab: 'people', about: productKey, title, text, mail }]
    }),
  ({ open }, now) => {
    const since = open.map(({ askedAt }) => askedAt).sort()[0]
    if (since === undefined || now.getTime() - Date.parse(since) < OPEN_MS) return []
    const text = `Somebody has asked for a seat since ${since} and has no answer yet. It is tried again by itself; the waiting list on the overview tells the reason.`
    const mail = `A request for a seat has been open for more than ten minutes, since ${dayOf(since)}. It is tried again by itself.`
    return [{ type: 'request-open', tab: 'people', title: 'A request for a seat is not answered', text, mail }]
  },
  ({ settings, waiting }) =>
    settings.products.flatMap(({ key }) => {
      const asked = waiting.flatMap((one) => (one.productKey === key ? one.askedAt : [])).sort()
      if (asked[0] === undefined) return []
      const words = (since: string) => `${count(asked.length)} on the waiting list, the first since ${since}.`
      const [text, mail] = [words(asked[0]), `${key}: ${words(dayOf(asked[0]))}`]
      return [{ type: 'people-wait', tab: 'people', about: key, title: `${key}: people wait for a seat`, text, mail }]
    }),
  ({ settings }) =>
    (['provision', 'grant', 'sweep'] as const)
      .filter((job) => !settings.armed[job])
      .map((job) => ({
        ...{ type: 'not-armed', tab: 'runs', about: job, level: 'information' },
        title: `${RUN_NAMES[job]} is in dry run`,
        text: 'It shows what it would do and changes nothing until you arm it.',
      })),
]

/** A request is decided within a minute, or is put off for a reason. */
const OPEN_MS = 10 * MINUTE_MS

/** A group that protects, as the subject of a sentence, and what its members can rely on meanwhile. */
const PROTECTING: Readonly<Record<GroupUse, readonly [what: string, who: string]>> = {
  exempt: ['An exempt group', 'Whoever was in it stays exempt'],
  administrators: ['A group of administrators', 'Whoever was in it keeps access'],
  'no-access': ['A group without access', 'Whoever was in it still gets no seat'],
  required: ['A required group', 'Nobody loses anything by having left it'],
  mapped: ['A mapped group', 'Nobody is taken out of the groups that follow it'],
}

/** What fails, as the subject of a sentence. */
const CALLS: Readonly<Record<Action['type'], string>> = {
  create: 'Making accounts',
  update: 'Writing accounts',
  restore: 'Making accounts usable again',
  deactivate: 'Disabling accounts',
  'leave-groups': 'Taking leavers out of their groups',
  'join-group': 'Adding people to groups',
  'leave-group': 'Taking people out of groups',
  revoke: 'Taking unused access back',
  notify: 'Telling people',
}

export function isTooLate({ plannedAt }: { readonly plannedAt: string }, now: Date): boolean {
  return now.getTime() > Date.parse(plannedAt) + APPROVAL_MAX_AGE_MS
}

function people(number: number): string {
  return number === 1 ? '1 person' : `${count(number)} people`
}

function accounts(number: number): string {
  return number === 1 ? '1 account' : `${count(number)} accounts`
}

function count(number: number): string {
  return number.toLocaleString('en')
}

function dayOf(instant: string): string {
  return instant.slice(0, 10)
}
