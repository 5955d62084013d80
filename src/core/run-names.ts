/** Jobs and runs as people read them. */
export const RUN_NAMES = { provision: 'Provision', grant: 'Grant', sweep: 'Sweep', leavers: 'Leavers' } as const
