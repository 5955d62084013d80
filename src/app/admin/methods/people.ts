import { provisionPerson } from '../../provision/provision-person'
import { explainPerson } from '../explain-person'
import { changes, reads } from '../method'

export const peopleMethods = {
  explainPerson: reads<{ accountId: string }>()(explainPerson),
  provisionPerson: changes<{ person: string }>('provisioned')(provisionPerson),
}
