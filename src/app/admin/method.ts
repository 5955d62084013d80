import type { Ports } from '../../ports'
import type { AuditKind } from '../state/audit-kinds'

/**
 * One method of the admin page. `Question` is what the page sends, for its compiler only: on the server every question is
 * parsed by the method itself.
 */
export interface Method<Question, Result> {
  /** @param caller account id of the administrator who asks */
  readonly answer: (ports: Ports, question: unknown, caller: string) => Promise<Result>
  /** How the audit trail calls what it changes; null = it only reads. */
  readonly audit: AuditKind | null
  /** Never set: it carries the type of the question. */
  readonly question?: Question
}

/** `reads<Question>()(answer)`: looks, and changes nothing that anybody else would see. The result is inferred. */
export function reads<Question = void>() {
  return <Result>(answer: Method<Question, Result>['answer']): Method<Question, Result> => ({ answer, audit: null })
}

/** `changes<Question>('settings')(answer)`: every call is an entry of the audit trail, also one that is refused. */
export function changes<Question = void>(audit: AuditKind) {
  return <Result>(answer: Method<Question, Result>['answer']): Method<Question, Result> => ({ answer, audit })
}
