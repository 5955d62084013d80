/** A company whose directory changes every night in the ways that mislead whoever matches by address. */
import type { Random } from '../../sandbox/random'

/** One object of the directory. Who is behind it, only the story knows. */
export interface StoryObject {
  /** The story's own name of it. */
  readonly key: string
  readonly human: number
  mail: string
  readonly employee: string | null
  enabled: boolean
  readonly isGuest: boolean
  /** Night since which the object has been as the address and the scope are now. */
  since: number
}

export interface Story {
  /** Living objects, by key. */
  readonly objects: ReadonlyMap<string, StoryObject>
  readonly night: number
  /** What was changed for this night, for whoever looks at a failure. */
  readonly log: readonly string[]
  /** Lets one night's changes happen. */
  next(): void
}

/** What the story does to the world that the app sees. */
export interface Stage {
  put(object: StoryObject): void
  remove(object: StoryObject): void
}

const HUMANS_FIRST = 6
/** People to whom nothing happens: without them one who leaves would be a fifth of the directory, which no run believes. */
export const BYSTANDERS = 60

export function createStory(random: Random, stage: Stage): Story {
  const objects = new Map<string, StoryObject>()
  const log: string[] = []
  /** Employees who have left, with the address they had. */
  const gone: { readonly human: number; readonly mail: string; readonly employee: string | null }[] = []
  let humans = 0
  let made = 0
  let night = 0

  const say = (text: string): void => void log.push(`night ${night}: ${text}`)
  const put = (object: StoryObject, what: string): void => {
    object.since = night
    objects.set(object.key, object)
    stage.put(object)
    say(`${what} ${object.key} of human ${object.human}, ${object.mail}, employee ${object.employee ?? '–'}`)
  }
  const add = (
    human: number,
    mail: string,
    employee: string | null,
    change: Partial<StoryObject>,
    what: string,
  ): void => {
    made += 1
    put({ key: `o${made}`, human, mail, employee, enabled: true, isGuest: false, since: night, ...change }, what)
  }
  const hire = (): void => {
    humans += 1
    add(humans, `human${humans}@example.com`, random.chance(0.7) ? `E${humans}` : null, {}, 'hired')
  }
  const employed = (): StoryObject[] => [...objects.values()].filter(({ enabled, isGuest }) => enabled && !isGuest)
  const pick = (): StoryObject | null => (employed().length === 0 ? null : random.pick(employed()))
  const remove = (object: StoryObject): void => {
    objects.delete(object.key)
    stage.remove(object)
    say(`removed ${object.key}`)
  }

  const events: readonly (() => void)[] = [
    hire,
    // The same human a second time: an account of an administrator, a migration.
    () => {
      const one = pick()
      if (one !== null) add(one.human, one.mail, random.chance(0.5) ? one.employee : null, {}, 'twin')
    },
    () => {
      const one = pick()
      if (one !== null) add(one.human, one.mail, one.employee, { enabled: false }, 'leftover')
    },
    () => {
      const one = pick()
      if (one !== null) add(one.human, one.mail, null, { isGuest: true }, 'guest')
    },
    () => {
      const one = pick()
      if (one === null) return
      gone.push(one)
      remove(one)
    },
    () => {
      const one = pick()
      if (one !== null) put(Object.assign(one, { enabled: false }), 'disabled')
    },
    () => {
      const disabled = [...objects.values()].filter(({ enabled }) => !enabled)
      if (disabled.length > 0) put(Object.assign(random.pick(disabled), { enabled: true }), 'enabled')
    },
    // Hired again: a new object, with the old address or a new one.
    () => {
      if (gone.length === 0) return
      const [one] = gone.splice(random.int(0, gone.length - 1), 1)
      const mail = random.chance(0.8) ? one!.mail : `again${one!.human}-${made}@example.com`
      add(one!.human, mail, random.chance(0.7) ? one!.employee : null, {}, 'hired again')
    },
    // Somebody else gets the address of who has left.
    () => {
      if (gone.length === 0) return
      humans += 1
      add(humans, random.pick(gone).mail, random.chance(0.5) ? `E${humans}` : null, {}, 'heir')
    },
    () => {
      const one = pick()
      if (one !== null) put(Object.assign(one, { mail: `renamed${made}-${night}@example.com` }), 'renamed')
    },
    () => {
      const [one, other] = [pick(), pick()]
      if (one === null || other === null || one === other || one.mail === other.mail) return
      const [mail, others] = [one.mail, other.mail]
      put(Object.assign(one, { mail: others }), 'swapped')
      put(Object.assign(other, { mail }), 'swapped')
    },
  ]

  for (let index = 0; index < HUMANS_FIRST; index += 1) hire()
  return {
    objects,
    log,
    get night() {
      return night
    },
    next: () => {
      night += 1
      for (let count = random.int(0, 3); count > 0; count -= 1) random.pick(events)()
    },
  }
}
