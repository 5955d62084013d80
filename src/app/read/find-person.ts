import * as v from 'valibot'
import type { Person } from '../../core/people'
import { attributesOf } from '../../core/scope'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { lookUpPeople, wholeOf } from './read-people'

/** Somebody in the directory, as an administrator types it. */
export const personQuestion = v.strictObject({
  person: v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, 'Expected an e-mail address, a user principal name or an object id, got nothing.'),
    v.maxLength(320, 'Expected an e-mail address, a user principal name or an object id of at most 320 characters.'),
  ),
})

/**
 * Everybody in the directory who has this address, user principal name or object id, as the settings look at them. What is
 * no address is taken for an id first: how ids look is each directory's own.
 * @throws AppError `incomplete-read`, and of what is read
 */
export async function findPerson(
  { directory }: Pick<Ports, 'directory'>,
  asked: string,
  settings: Settings,
): Promise<readonly Person[]> {
  const read = async (ids: readonly string[]): Promise<readonly Person[]> => [
    ...wholeOf(await lookUpPeople(directory, ids, settings)).values(),
  ]
  const byId = asked.includes('@') ? [] : await read([asked])
  if (byId.length > 0) return byId
  return read((await directory.find(asked, attributesOf(settings))).map(({ objectId }) => objectId))
}
