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

export const BUGS: readonly Bug[] = [
  {
    name: 'guard-off-by-one',
    meaning: 'a grant needs one free seat less than the reserve',
    edits: [
      {
        file: 'src/core/seats.ts',
        find: 'if (free < seatReserve || free <= 0) return 0',
        replace: 'if (free < seatReserve - 1 || free <= 0) return 0',
      },
    ],
  },
  {
    name: 'reservation-forgotten',
    meaning: 'own grants that no read shows yet are not remembered',
    edits: [
      {
        file: 'src/app/grant/guard.ts',
        find: 'reservations: [...others.filter((one) => !isOfBatch(one)), ...reservations],',
        replace: 'reservations: others.filter((one) => !isOfBatch(one)),',
      },
    ],
  },
  {
    name: 'limit-on-another-plan',
    meaning: 'the removal limit judges the plan that waited before, and nothing judges again before the first batch',
    edits: [
      {
        file: 'src/app/apply/submit-plan.ts',
        find: 'checkRemovalLimit(countRemovals(plan), recent, plan.population)',
        replace: 'checkRemovalLimit(replaced?.removals ?? 0, recent + countRemovals({ actions: [] }), plan.population)',
      },
      {
        file: 'src/app/apply/apply-plan.ts',
        find: 'header.approvedBy !== undefined || removals === 0) return null',
        replace: 'header.approvedBy !== undefined || removals >= 0) return null',
      },
    ],
  },
  {
    name: 'journal-after-call',
    meaning: 'the intents of a batch are written after the calls',
    edits: [
      { file: ENGINE, find: '    await save(false, intents)\n', replace: '' },
      {
        file: ENGINE,
        find: '  await finish?.()\n  const ended =',
        replace: '  if (known === null) await save(false, intents)\n  await finish?.()\n  const ended =',
      },
    ],
  },
  {
    name: 'partial-read-trusted',
    meaning: 'a list that is far shorter than the last one is believed',
    edits: [
      {
        file: 'src/core/whole-read.ts',
        find: 'count < lastGood * WHOLE_READ_MIN_SHARE',
        replace: 'count < lastGood * 0 * WHOLE_READ_MIN_SHARE',
      },
    ],
  },
  {
    name: 'unknown-is-old',
    meaning: 'access of which nobody knows whether it was ever used counts from the creation of the account',
    edits: [
      {
        file: 'src/core/sweep.ts',
        find: 'if (!isEverUsed(signals)) {',
        replace: 'if (!isEverUsed(signals) && removeNeverUsed) {',
      },
    ],
  },
  {
    name: 'active-since-plan-removed',
    meaning: 'right before a removal nobody looks again whether the person was active since the plan',
    edits: [
      {
        file: REVOCATIONS,
        find: 'if (because !== null) return { ...done, because }',
        replace: "if (because !== null && because === 'not-a-person') return { ...done, because }",
      },
    ],
  },
  {
    name: 'undo-past-the-guard',
    meaning: 'an undo puts people back into their access groups itself',
    edits: [
      {
        file: REVOCATIONS,
        find: "      await askBack(ports, accountId, productKey, groupIds, 'undo')\n",
        replace:
          "      if (productKey === '') await askBack(ports, accountId, productKey, groupIds, 'undo')\n" +
          '      for (const groupId of groupIds) await ports.access.addToGroup(groupId, accountId)\n',
      },
    ],
  },
  {
    name: 'account-before-access',
    meaning: 'a leaver is disabled before leaving the access groups',
    edits: [
      {
        file: LEAVERS,
        find: '  const { groupIds: taken, refused } = await leaveGroups(ports, accountId, left)\n',
        replace:
          "  if (type === 'deactivate' && account.isActive)\n" +
          '    await ports.accountWriter.deactivate({ accountId, scimId: link?.s ?? null, objectId })\n' +
          '  const { groupIds: taken, refused } = await leaveGroups(ports, accountId, left)\n',
      },
    ],
  },
  {
    name: 'lease-ignored',
    meaning: 'a lease that somebody else holds stops nobody',
    edits: [
      {
        file: 'src/app/state/lease.ts',
        find: 'current.value.owner !== owner) return null',
        replace: "current.value.owner !== owner && owner === '') return null",
      },
    ],
  },
  {
    name: 'everybody-exists',
    meaning: 'the guard does not ask whether a person holds access already',
    edits: [
      {
        file: 'src/core/grant.ts',
        find: "if (account.isActive && account.groupIds.some((groupId) => accessGroupIds.includes(groupId))) return { type: 'holds' }",
        replace:
          "if (account.isActive && accessGroupIds.length === 0 && account.groupIds.length < 0) return { type: 'holds' }",
      },
    ],
  },
  {
    name: 'name-in-the-log',
    meaning: 'a refusal logs the address of the person',
    edits: [
      {
        file: 'src/app/grant/serve-requests.ts',
        find: '    const account = accounts.get(accountId) ?? null\n',
        replace:
          "    const account = accounts.get(accountId) ?? null\n    ports.log.info('request judged', { accountId, email: account?.email ?? '' })\n",
      },
    ],
  },
]
