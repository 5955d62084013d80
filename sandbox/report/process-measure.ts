/** What the run costs on this machine: real time and memory of this process and all its children. */
import { readFileSync, readdirSync } from 'node:fs'

const SAMPLE_MS = 300
const KIB_PER_MIB = 1_024

/** Begins to sample memory. @returns the largest sum so far, MiB */
export function startMemorySampling(): { peakRssMb(): number; stop(): void } {
  let peakKib = 0
  const sample = (): void => {
    peakKib = Math.max(peakKib, treeRssKib(), process.resourceUsage().maxRSS)
  }
  sample()
  const timer = setInterval(sample, SAMPLE_MS)
  timer.unref()
  return {
    peakRssMb: () => {
      sample()
      return Math.round(peakKib / KIB_PER_MIB)
    },
    stop: () => clearInterval(timer),
  }
}

/** Since this process started, bundling included. */
export function wallSeconds(): number {
  return Math.round(performance.now() / 100) / 10
}

function treeRssKib(): number {
  try {
    return rssKib(process.pid)
  } catch {
    // No /proc on this system: the children are left out.
    return process.memoryUsage.rss() / 1_024
  }
}

function rssKib(pid: number): number {
  const own = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(own?.[1] ?? 0) + childrenOf(pid).reduce((sum, child) => sum + rssOfChildKib(child), 0)
}

function rssOfChildKib(pid: number): number {
  try {
    return rssKib(pid)
  } catch {
    return 0 // It ended meanwhile.
  }
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) => childrenOfThread(pid, thread))
}

function childrenOfThread(pid: number, thread: string): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
    return text.split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}
