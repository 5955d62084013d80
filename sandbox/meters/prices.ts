/**
 * What Forge charges, in US dollars per unit above the free allowance: https://developer.atlassian.com/platform/forge/
 * forge-platform-pricing/, in force since 2026-01-01, read in August 2026. The free allowances are per app over all of its
 * customers, so one customer's share of them is nothing that could be deducted here.
 */
export const PRICE_USD = {
  /** Memory of the function × duration, for every kind of invocation. */
  gbSecond: 0.000025,
  kvsReadGb: 0.055,
  kvsWriteGb: 1.09,
  logGb: 1.005,
} as const

/** A gigabyte of memory; that of data is decimal. The page states neither, and this is the dearer reading of both. */
export const MEMORY_MB_PER_GB = 1_024
export const BYTES_PER_GB = 1e9

/** A month of the extrapolation. */
export const MONTH_DAYS = 30
