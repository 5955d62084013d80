import { provisionPerson } from '../../provision/provision-person'
import { explainPerson } from '../explain-person'
import { method } from '../method'

export const peopleMethods = {
  explainPerson: method<{ accountId: string }>()(explainPerson),
  provisionPerson: method<{ person: string }>()(provisionPerson),
}
