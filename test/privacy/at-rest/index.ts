/**
 * Everything the app may write: each key, secret, record and queue body, with exactly its fields, and why it is needed
 * (design rule: no name, e-mail address, user principal name or phone number at rest or in a queue).
 *
 * A shape is a word of `LEAVES` (see ../check-at-rest.ts), `[shape]` for a list, an object for fields (`name?` may be absent,
 * `<account>` stands for keys of that kind), or one of several shapes by `oneOf`.
 */
import type { Entry } from '../check-at-rest'
import { INSTALLATION } from './installation'
import { PEOPLE } from './people'
import { PLANS } from './plans'
import { OUTSIDE } from './outside'

export const AT_REST: readonly Entry[] = [...INSTALLATION, ...PEOPLE, ...PLANS, ...OUTSIDE]
