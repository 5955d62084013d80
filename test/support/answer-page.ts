import { answerAdmin } from '../../src/app/admin/methods'
import type { AdminMethod } from '../../src/app/admin/methods'
import type { Ports } from '../../src/ports'

/** What the page asks for, as the use cases answer an administrator. */
export function answerPage(ports: Ports, method: string, payload: unknown): Promise<unknown> {
  return answerAdmin(ports, { isAdministrator: async () => true }, method as AdminMethod, payload, 'a-boss')
}
