/**
 * The results of all, once each has ended, also where one fails: an invocation does not end while a call of it is under way.
 * @throws the first failure
 */
export async function settleAll<T extends readonly unknown[]>(work: {
  readonly [K in keyof T]: Promise<T[K]> | T[K]
}): Promise<T> {
  await Promise.allSettled(work)
  return (await Promise.all(work)) as unknown as T
}
