/** Says on stderr how far a run has come: one rewritten line on a terminal, a line every few seconds elsewhere. */
import type { Sandbox } from '../create-sandbox'

const DAY_MS = 86_400_000
const TERMINAL_MS = 500
const PLAIN_MS = 5_000

export function startProgress(output: NodeJS.WriteStream, sandbox: Sandbox, endsAt: number): { stop(): void } {
  const { clock, site, host, company, startsAt } = sandbox
  const began = performance.now()
  const timer = setInterval(show, output.isTTY ? TERMINAL_MS : PLAIN_MS)
  timer.unref()

  function show(): void {
    const days = (clock.now() - startsAt) / DAY_MS
    const seconds = (performance.now() - began) / 1_000
    const left = (endsAt - clock.now()) / DAY_MS
    const line = [
      `day ${(Math.floor(days) + 1).toString().padStart(3)} of ${(endsAt - startsAt) / DAY_MS}`,
      `${site.seatsUsed(company.productKey)} seats used`,
      `${site.accounts.size} accounts`,
      `${host.counts.invocations} invocations`,
      `${(days / seconds).toFixed(2)} days/s`,
      `${days > 0 ? Math.ceil((left * seconds) / days) : '?'} s left`,
    ].join('  ')
    output.write(output.isTTY ? `\r\x1b[2K${line}` : `${line}\n`)
  }

  return {
    stop: () => {
      clearInterval(timer)
      if (output.isTTY) output.write('\r\x1b[2K')
    },
  }
}
