import { listAudit } from '../../state/list-audit'
import type { AuditQuestion } from '../../state/list-audit'
import { reads } from '../method'

export const auditMethods = {
  listAudit: reads<AuditQuestion>()(listAudit),
}
