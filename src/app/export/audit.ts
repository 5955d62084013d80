import * as v from 'valibot'
import type { AuditPage } from '../state/list-audit'
import { listAudit } from '../state/list-audit'
import { AUDIT_KINDS } from '../state/audit-kinds'
import { readNames, exportSource } from './export-source'

/** A page of the trail is 50 entries; a few administrators stand behind all of them. */
const PAGES_AT_ONCE = 10

const question = v.strictObject({ kind: v.optional(v.nullable(v.picklist(AUDIT_KINDS)), null) })

/** Who changed what, newest first. */
export const auditExport = exportSource({
  question,
  columns: ['at', 'by', 'name', 'email', 'kind', 'outcome', 'reason', 'about', 'settings'],
  fileName: () => 'audit',
  read: async (ports, { kind }, cursor) => {
    const entries: AuditPage['entries'][number][] = []
    let before = cursor
    for (let page = 0; page < PAGES_AT_ONCE; page += 1) {
      const read = await listAudit(ports, { kind, before })
      entries.push(...read.entries)
      before = read.before
      if (before === null) break
    }
    const nameOf = await readNames(ports, [...new Set(entries.map(({ by }) => by))])
    return {
      rows: entries.map(({ at, by, kind: what, outcome, because, about, settings }) => [
        ...[at, by, ...nameOf(by), what, outcome, because ?? null],
        ...[JSON.stringify(about), settings === undefined ? null : JSON.stringify(settings)],
      ]),
      next: before,
    }
  },
})
