import { listAudit } from '../list-audit'
import type { AuditQuestion } from '../list-audit'
import { reads } from '../method'

export const auditMethods = {
  listAudit: reads<AuditQuestion>()(listAudit),
}
