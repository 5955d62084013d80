import { provisionPerson } from '../../provision/provision-person'
import { endExemption, exemptPerson } from '../exempt-person'
import type { ExemptionQuestion } from '../exempt-person'
import { explainPerson } from '../explain-person'
import { listPeople } from '../list-people'
import type { PeopleQuestion } from '../list-people'
import { changes, reads } from '../method'

export const peopleMethods = {
  listPeople: reads<PeopleQuestion>()(listPeople),
  explainPerson: reads<{ accountId: string }>()(explainPerson),
  exemptPerson: changes<ExemptionQuestion>('exempted')(exemptPerson),
  endExemption: changes<{ accountId: string; version: number }>('exempted')(endExemption),
  provisionPerson: changes<{ person: string }>('provisioned')(provisionPerson),
}
