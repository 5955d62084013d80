import { readExport, startExport } from '../../export/read-export'
import type { ExportQuestion } from '../../export/read-export'
import { changes, reads } from '../method'

export const exportMethods = {
  startExport: changes<ExportQuestion>('exported')(startExport),
  readExport: reads<ExportQuestion & { cursor: string | null }>()(readExport),
}
