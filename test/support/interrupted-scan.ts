import { scanAccounts } from '../../src/app/read/scan-accounts'
import type { ScanState } from '../../src/app/read/scan-accounts'
import { readScan, saveScan } from '../../src/app/state/scan-store'
import { account, settings } from './builders'
import { createWorld } from './fakes'
import type { Stored } from './witness'

const RUN_ID = 'provision:2026-01-05T02:00:00.000Z'
const ACCOUNT_ID = '712020:00000000-0000-4000-8000-000000000001'

/**
 * What a scan keeps that an invocation could not finish. A small company is read within one, so this comes from the use
 * case over plain state: the second page is never asked for, and the same state again in a size that needs two values.
 */
export async function saveInterruptedScan(): Promise<readonly Stored[]> {
  const world = createWorld()
  const email = 'nobody.special@company.example'
  const one = account('Nobody', { accountId: ACCOUNT_ID, email })
  const accounts = { ...world.ports.accounts, readPage: async () => ({ accounts: [one], cursor: 'page-2' }) }
  let looks = 0
  const budget = { timeLeftMs: () => ((looks += 1) > 1 ? 0 : 900_000), requestsLeft: () => 1_000 }
  const scan = await scanAccounts({ ...world.ports, accounts, budget }, RUN_ID, {
    ...{ links: new Map(), accessGroupIds: [], settings: settings(), kept: new Map(), now: world.now },
    settledGroupIds: [],
    digestOf: () => '0123456789abcdef',
    needs: { timeMs: 0, requests: 0 },
  })
  const state = await readScan<ScanState>(world.ports.store, RUN_ID)
  if (scan.type !== 'continues' || state === null || JSON.stringify(state).includes(email))
    throw new Error('Expected a scan that names nobody.')
  await saveScan(world.ports, RUN_ID, { ...state, others: Array.from({ length: 2_000 }, () => state.others[0]!) })
  return [...world.kvs].filter(([key]) => key.startsWith('scan:')).map(([key, value]) => ({ space: 'kvs', key, value }))
}
