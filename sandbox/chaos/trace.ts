/** Tells what happened in a story, call by call: for whoever looks for the reason of a broken rule. */
import type { World } from './world'

/** So much of a body is enough to recognise it. */
const BODY_CHARS = 400

export function traceWorld({ sandbox }: World, print: (line: string) => void): void {
  const { host, site, clock } = sandbox
  let logged = 0
  const tell = (what: string): void => print(`${new Date(clock.now()).toISOString().slice(5, 23)} ${what}`)
  const tellLog = (): void => {
    for (; logged < host.log.length; logged += 1)
      tell(`log ${host.log[logged]!.functionKey}: ${host.log[logged]!.text}`)
  }
  host.onRequest((service, { method, url, origin, body }, reply) => {
    const sent = method === 'GET' ? '' : (body ?? '').slice(0, BODY_CHARS)
    tell(
      `${origin?.functionKey ?? 'somebody'} ${service} ${method} ${url.pathname}${url.search} ${reply?.status ?? 'cut'} ${sent}`,
    )
  })
  host.addPlatformInterceptor(({ kind, path, functionKey, body }) => {
    tell(`${functionKey} ${kind} ${path} ${body.slice(0, BODY_CHARS)}`)
    return undefined
  })
  site.onChange((change) => tell(`site ${JSON.stringify(change)}`))
  host.onInvocation(({ functionKey, startedAt, outcome, error }) => {
    tellLog()
    tell(`${functionKey} began ${new Date(startedAt).toISOString().slice(11, 23)}, ended: ${outcome} ${error ?? ''}`)
  })
}
