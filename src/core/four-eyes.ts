/** Four eyes: nobody approves alone what they themselves have brought about. */
import type { PreviewedJob } from './settings/row'
import { BOTH } from './settings/row'
import { leafOf } from './settings/table'
import { MINUTE_MS } from './time'

/** What one administrator has done to the plans of a job since its last run that was carried out. */
export interface Making {
  /** The last change of what the job goes by. */
  readonly changedAt?: string
  /** The run that they started last. */
  readonly started?: string
  /** One of their changes was to switch four eyes off. */
  readonly switchedOff?: true
}

/** By account id. */
export type Makers = Readonly<Record<string, Making>>

/** A plan that waits, as far as it matters here. */
export interface Approvable {
  /** Account ids of those who started its run, or changed what it goes by. */
  readonly makers?: readonly string[]
  /** Four eyes were set when it was made, or switched off since the last run that was carried out. */
  readonly isForTwo?: boolean
}

export const FOUR_EYES = 'fourEyes'
/** What somebody does is noted before it is done; the page's call that does it ends within this. */
const CALL_MS = MINUTE_MS

/** @param places as of `differences`. @returns the jobs whose plans come out otherwise, or at another time */
export function jobsChangedBy(places: readonly string[]): readonly PreviewedJob[] {
  const isForAll = places.some((place) => place === FOUR_EYES || place.startsWith('schedules.'))
  return BOTH.filter((job) => isForAll || places.some((place) => leafOf(place)?.previews.includes(job) === true))
}

export function noteChange(makers: Makers, by: string, now: Date, isSwitchedOff: boolean): Makers {
  const change = { changedAt: now.toISOString(), ...(isSwitchedOff ? { switchedOff: true as const } : {}) }
  return { ...makers, [by]: { ...makers[by], ...change } }
}

export function noteStart(makers: Makers, by: string, runId: string): Makers {
  return { ...makers, [by]: { ...makers[by], started: runId } }
}

/** Who is behind the plan of a run. @param isSet whether four eyes are set now */
export function describeMaking(makers: Makers, runId: string, isSet: boolean): Required<Approvable> {
  const all = Object.entries(makers)
  const some = all.filter(([, { changedAt, started }]) => changedAt !== undefined || started === runId)
  return {
    makers: some.map(([accountId]) => accountId),
    isForTwo: isSet || all.some(([, { switchedOff }]) => switchedOff === true),
  }
}

/**
 * A run was carried out, that is no part of it waits: what was changed before it is used up. What was changed within the
 * minute before may have come too late for it, and stays.
 */
export function settleMakers(makers: Makers, runId: string, startedAt: string): Makers {
  const isUsed = (at: string): boolean => Date.parse(at) < Date.parse(startedAt) - CALL_MS
  return Object.fromEntries(
    Object.entries(makers).flatMap(([accountId, { changedAt, started, switchedOff }]) => {
      const isOpen = changedAt !== undefined && !isUsed(changedAt)
      const left: Making = {
        ...(isOpen ? { changedAt } : {}),
        ...(isOpen && switchedOff === true ? { switchedOff } : {}),
        ...(started !== undefined && started !== runId ? { started } : {}),
      }
      return Object.keys(left).length === 0 ? [] : [[accountId, left] as const]
    }),
  )
}

/** @param isSet whether four eyes are set now. @returns why this administrator cannot approve, and who may; null: they may */
export function checkApprover(
  { makers = [], isForTwo = false }: Approvable,
  isSet: boolean,
  by: string,
): string | null {
  if (!(isSet || isForTwo) || !makers.includes(by)) return null
  const others = makers.filter((accountId) => accountId !== by)
  const but = others.length === 0 ? '' : `, but for ${others.join(', ')}`
  return (
    'Expected the approval of somebody else (four eyes): you have started this run, or changed what it goes by since the ' +
    `last run that was carried out. Every other Jira administrator may approve it${but}.`
  )
}
