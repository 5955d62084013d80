import { setFlagsFromString } from 'node:v8'

/**
 * Lets the heap grow to 1.8 times of what is alive before it is collected, instead of up to four times: a third less
 * memory for a few per cent of time. V8 reads this flag at each collection, so it may be set while running.
 */
export function keepHeapLean(): void {
  setFlagsFromString('--heap-growing-percent=80')
}
