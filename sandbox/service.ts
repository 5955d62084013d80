/** What the Forge half of the sandbox and the remote services agree on. */
export type ServiceName = 'jira' | 'organization' | 'scim' | 'entra' | 'okta'

/** Who calls: Forge's own proxy says so for Jira; everywhere else the credentials in the headers count. */
export type Caller =
  | { readonly kind: 'app' } //                                  asApp().requestJira
  | { readonly kind: 'user'; readonly accountId: string } //     asUser().requestJira
  | { readonly kind: 'external' } //                             global fetch, with its own Authorization header

export interface ServiceRequest {
  readonly method: string
  readonly url: URL
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly caller: Caller
  /** The invocation of the app that made this request; null when the sandbox itself or a foreign client calls over HTTP. */
  readonly origin: { readonly functionKey: string; readonly invocationId: number } | null
}

export interface ServiceReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Text exactly as it goes over the wire; '' for none. */
  readonly body: string
}

export interface Service {
  readonly name: ServiceName
  /** Hosts for which this service answers, e.g. `graph.microsoft.com`. Jira has none: it is reached through Forge's proxy. */
  readonly hosts: readonly string[]
  /** Beginnings of the paths it answers on those hosts, e.g. `/scim/directory/`; absent: every path. */
  readonly pathPrefixes?: readonly string[]
  /** Virtual milliseconds from request to reply. */
  latencyMs(request: ServiceRequest): number
  /**
   * Answers at the present virtual instant. An endpoint, query parameter or body property that the real service does not
   * have is a loud 501 whose text names it.
   */
  handle(request: ServiceRequest): ServiceReply
}

/**
 * What an interceptor (a fault plan) may do with one request before it reaches its service.
 * `cut`: the connection breaks, the caller sees a network error, the service never saw the request.
 * `cut-after`: the service handled the request, the caller sees a network error.
 * `kill` / `kill-after`: the invocation that made the request dies before / after the service handled it.
 * `time-out`: nothing comes for as long as the platform waits, the service never saw the request.
 * A reply: the caller gets this instead, the service never saw the request.
 * An alteration: the caller gets what it makes of the service's reply.
 */
export type Interception = 'cut' | 'cut-after' | 'kill' | 'kill-after' | 'time-out' | ServiceReply | Alteration

export interface Alteration {
  readonly alter: (reply: ServiceReply) => ServiceReply
}

/** Asked for each request in order; the first answer other than undefined counts. */
export type Interceptor = (service: ServiceName, request: ServiceRequest) => Interception | undefined
