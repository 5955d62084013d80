export async function activity(): Promise<void> {}
