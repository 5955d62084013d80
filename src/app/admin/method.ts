import type { Ports } from '../../ports'

/**
 * One method of the admin page. `Question` is what the page sends, for its compiler only: on the server every question is
 * parsed by the method itself.
 */
export interface Method<Question, Result> {
  /** @param caller account id of the administrator who asks */
  readonly answer: (ports: Ports, question: unknown, caller: string) => Promise<Result>
  /** Never set: it carries the type of the question. */
  readonly question?: Question
}

/** `method<Question>()(answer)`: the question is named, the result is inferred. */
export function method<Question = void>() {
  return <Result>(answer: Method<Question, Result>['answer']): Method<Question, Result> => ({ answer })
}
