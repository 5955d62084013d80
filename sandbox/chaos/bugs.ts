/**
 * Bugs that the campaign has to find, each as a change of the app's text. A change whose text is no longer there is an
 * error: the bug then proves nothing, and has to be written anew.
 */
export interface Edit {
  readonly file: string
  readonly find: string
  readonly replace: string
}

export interface Bug {
  readonly name: string
  readonly meaning: string
  readonly edits: readonly Edit[]
}

const ENGINE = 'src/app/apply/apply-batch.ts'
const REVOCATIONS = 'src/app/sweep/apply-revocations.ts'
const LEAVERS = 'src/app/provision/apply-leavers.ts'

const edit = (file: string, find: string, replace: string): Edit => ({ file, find, replace })

export const BUGS: readonly Bug[] = [
  {
    name: 'guard-off-by-one',
    meaning: 'a grant needs one free seat less than the reserve',
    edits: [
      edit(
        'src/core/seats.ts',
        'if (free < seatReserve || free <= 0) return 0',
        'if (free < seatReserve - 1 || free <= 0) return 0',
      ),
    ],
  },
  {
    name: 'reservation-forgotten',
    meaning: 'own grants that no read shows yet are not remembered',
    edits: [
      edit(
        'src/app/grant/guard.ts',
        'return addReservations(state, seats, reserved)',
        'return addReservations(state, seats, reserved.slice(0, 0))',
      ),
    ],
  },
  {
    name: 'limit-on-another-plan',
    meaning: 'the removal limit judges the plan that waited before, and nothing judges again before the first batch',
    edits: [
      edit(
        'src/app/apply/submit-plan.ts',
        'checkRemovalLimit(people, recent, plan.population)',
        'checkRemovalLimit(new Set([...people].slice(0, replaced?.removals ?? 0)), recent, plan.population)',
      ),
      edit(
        'src/app/apply/apply-plan.ts',
        'header.approvedBy !== undefined || removals === 0) return null',
        'header.approvedBy !== undefined || removals >= 0) return null',
      ),
    ],
  },
  {
    name: 'journal-after-call',
    meaning: 'the intents of a batch are written after the calls',
    edits: [
      edit(ENGINE, '    await save(false, intents)\n', ''),
      edit(
        ENGINE,
        '  const { results, failure } = await writeEach(',
        '  if (known === null && meant.length > 0) await save(false, intents)\n' +
          '  const { results, failure } = await writeEach(',
      ),
    ],
  },
  {
    name: 'partial-read-trusted',
    meaning: 'a list that is far shorter than the last one is believed',
    edits: [
      edit(
        'src/core/whole-read.ts',
        'count < lastGood * WHOLE_READ_MIN_SHARE',
        'count < lastGood * 0 * WHOLE_READ_MIN_SHARE',
      ),
    ],
  },
  {
    name: 'unknown-is-old',
    meaning: 'access of which nobody knows whether it was ever used counts from the creation of the account',
    edits: [edit('src/core/sweep.ts', 'if (!maySayNever && ', 'if (!maySayNever && removeNeverUsed && ')],
  },
  {
    name: 'active-since-plan-removed',
    meaning: 'right before a removal nobody looks again whether the person was active since the plan',
    edits: [
      edit(
        REVOCATIONS,
        'if (because !== null) return { ...done, because }',
        "if (because !== null && because === 'not-a-person') return { ...done, because }",
      ),
    ],
  },
  {
    name: 'undo-past-the-guard',
    meaning: 'an undo puts people back into their access groups itself',
    edits: [
      edit(
        REVOCATIONS,
        "      await askBack(ports, accountId, productKey, groupIds, 'undo')\n",
        "      if (productKey === '') await askBack(ports, accountId, productKey, groupIds, 'undo')\n" +
          '      for (const groupId of groupIds) await ports.access.addToGroup(groupId, accountId)\n',
      ),
    ],
  },
  {
    name: 'account-before-access',
    meaning: 'a leaver is disabled before leaving the access groups',
    edits: [
      edit(
        LEAVERS,
        '  const { groupIds: taken, refused, ...asked } = await leaveGroups(ports, gate, accountId, left)\n',
        "  if (type === 'deactivate' && account.isActive)\n" +
          '    await ports.accountWriter.deactivate({ accountId, scimId: link?.scimId ?? null, objectId, email: account.email })\n' +
          '  const { groupIds: taken, refused, ...asked } = await leaveGroups(ports, gate, accountId, left)\n',
      ),
    ],
  },
  {
    name: 'lease-ignored',
    meaning: 'a lease that somebody else holds stops nobody',
    edits: [
      edit(
        'src/app/state/lease.ts',
        'current.value.owner !== owner) return null',
        "current.value.owner !== owner && owner === '') return null",
      ),
    ],
  },
  {
    name: 'everybody-exists',
    meaning: 'neither the decision nor the guard asks whether a person holds access already',
    edits: [
      edit(
        'src/core/grant.ts',
        "if (account.isActive && account.groupIds.some((groupId) => accessGroupIds.includes(groupId))) return { type: 'holds' }",
        "if (account.isActive && accessGroupIds.length === 0 && account.groupIds.length < 0) return { type: 'holds' }",
      ),
      edit(
        'src/core/grant-batch.ts',
        '!candidate.groupIds.some((id) => one.accessGroupIds.includes(id)))',
        'candidate.groupIds.every((id) => id !== one.productKey))',
      ),
    ],
  },
  {
    name: 'name-in-the-log',
    meaning: 'a refusal logs the address of the person',
    edits: [
      edit(
        'src/app/grant/serve-requests.ts',
        '    const wanting = requests.filter(',
        '    for (const { accountId } of requests)\n' +
          "      ports.log.info('request judged', { accountId, email: found.accounts.get(accountId)?.email ?? '' })\n" +
          '    const wanting = requests.filter(',
      ),
    ],
  },
  {
    name: 'trouble-in-every-part',
    meaning: 'who failed is written into the parts of all others of the batch, too, where nobody takes them out again',
    edits: [
      edit(
        'src/app/state/troubles.ts',
        'next(before.troubles, (personId) => partOf(personId) === name)',
        'next(before.troubles, (personId) => partOf(personId) !== undefined)',
      ),
    ],
  },
  {
    name: 'failed-item-is-absence',
    meaning: 'an item that the storage failed to read counts as a record that is not there',
    edits: [
      edit(
        'src/adapters/forge/store.ts',
        "checkItems(failedKeys, batch.length, 'read')",
        "checkItems(failedKeys.slice(batch.length), batch.length, 'read')",
      ),
    ],
  },
  {
    name: 'page-is-believed',
    meaning: 'a page of HTML with status 200 counts as done',
    edits: [edit('src/adapters/parse.ts', 'if (reply.status === documented) return', 'if (reply.status < 300) return')],
  },
  {
    name: 'missing-record-is-done',
    meaning: 'a leaver whose remembered record of the SCIM directory is not found counts as disabled',
    edits: [
      edit(
        'src/adapters/atlassian/scim.ts',
        "parseReply(userSchema, reply, 'Reading a SCIM user')\n",
        "parseReply(userSchema, reply, 'Reading a SCIM user')\n      return null\n",
      ),
      edit('src/adapters/atlassian/scim.ts', "return { outcome: 'gone' }", "return { outcome: 'done' }"),
    ],
  },
  {
    name: 'failed-look-up-is-absence',
    meaning: 'a person of the directory whose item of a batch fails counts as not there',
    edits: [
      edit(
        'src/adapters/directories/entra/directory.ts',
        'if (reply.status === 404) return null\n    return toPerson',
        'if (reply.status >= 400) return null\n    return toPerson',
      ),
    ],
  },
  {
    name: 'wait-ignored',
    meaning: 'a service that asks to be left alone is asked again after two seconds',
    edits: [edit('src/adapters/http.ts', 'afterStatusCodes: [429, 503]', 'afterStatusCodes: []')],
  },
  {
    name: 'failure-not-noted',
    meaning: 'whose change failed is not remembered: nobody tries again before the next full run',
    edits: [
      edit(
        'src/app/apply/note-tries.ts',
        '.filter(isNews(troubles))',
        '.filter((one) => one.because === null && isNews(troubles)(one))',
      ),
    ],
  },
  {
    name: 'no-back-off',
    meaning: 'a change that failed is tried again with every tick',
    edits: [
      edit(
        'src/core/troubles.ts',
        'nextAt: nextTryAt(isCounted ? failures : 1, now, isCounted ? waitMs : Math.max(waitMs, lastsMs))',
        'nextAt: nextTryAt(1, now, waitMs)',
      ),
    ],
  },
  {
    name: 'one-failure-stops-all',
    meaning: 'what a service answers about one person stops the slice, and is remembered of nobody',
    edits: [
      edit(
        'src/app/apply/in-isolation.ts',
        '        note(index, { because, ...askedWaitOf(error) })\n        return fail(person, because, error)',
        '        stopped ??= error\n        return null',
      ),
    ],
  },
  {
    name: 'breaker-never-closes',
    meaning: 'once the calls of a type have failed for most people, one is tried every 15 minutes for ever',
    edits: [
      edit(
        'src/core/breaker.ts',
        'if (calls.some(({ because }) => because === null)) return undefined',
        'if (calls.length > 1 && calls.every(({ because }) => because === null)) return undefined',
      ),
    ],
  },
  {
    name: 'holder-without-a-date',
    meaning: 'who turns out to hold access already is recorded without since when',
    edits: [
      edit(
        'src/app/grant/record-decisions.ts',
        '    grantedAt: now.toISOString(),\n    holds: true,',
        '    holds: true,',
      ),
    ],
  },
  {
    name: 'failed-look-up-stops-all',
    meaning: 'one look-up that is not answered fails the slice of everybody',
    edits: [
      edit(
        'src/core/look-ups.ts',
        'if (because === null) throw error',
        'if (because === null || unclearCodeOf(because) !== null) throw error',
      ),
    ],
  },
  {
    name: 'drain-wakes-itself',
    meaning: 'requests that wait for their own time are served by every slice, which wakes the next one',
    edits: [
      edit(
        'src/app/grant/drain-inbox.ts',
        '.filter((one) => isTimeCome(one, now))\n  const keysOfOpen',
        '.filter((one) => one.nextAt !== null)\n  const keysOfOpen',
      ),
      edit(
        'src/app/grant/drain-inbox.ts',
        "return current.filter((one) => one.state === 'open' && isTimeCome(one, now))",
        "return current.filter((one) => one.state === 'open' && (isTimeCome(one, now) || one.nextAt !== undefined))",
      ),
    ],
  },
  {
    name: 'scope-read-one-by-one',
    meaning: 'the groups of those who ask are read person by person',
    edits: [
      edit(
        'src/app/read/find-people.ts',
        'const { found, failed, ...waits } = await directory.readMemberships(objectIds, groupIds)',
        'const waits = {}\n' +
          '  const found = new Map<string, readonly string[]>()\n' +
          '  const failed = new Map<string, PersonalCode>()\n' +
          '  for (const id of objectIds) {\n' +
          '    const one = await directory.readMemberships([id], groupIds)\n' +
          '    for (const [objectId, ids] of one.found) found.set(objectId, ids)\n' +
          '    for (const [objectId, because] of one.failed) failed.set(objectId, because)\n' +
          '  }',
      ),
    ],
  },
  {
    name: 'unread-record-is-absence',
    meaning: 'the sweep takes access from somebody whose record could not be read right before',
    edits: [
      edit(
        REVOCATIONS,
        'new Set([...records.failed.keys(), ...notices.failed.keys()])',
        'new Set(notices.failed.keys())',
      ),
    ],
  },
]
