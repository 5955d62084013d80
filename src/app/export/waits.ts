import * as v from 'valibot'
import { readSavings } from '../measure/savings'
import { exportSource } from './export-source'

/** Of this line the clock starts when the app has heard of the request. */
const OWN_PART = 'app-itself'

/**
 * How long it took to a seat, as the page tells it: a line for each way by which the app heard of people, from their own act,
 * and one for the app's own part. Rounded up to a step of the scale.
 */
export const waitsExport = exportSource({
  question: v.strictObject({}),
  columns: ['way', 'granted', 'medianSeconds', 'p99Seconds'],
  fileName: () => 'act-to-seat',
  read: async (ports) => {
    const { grants } = await readSavings(ports)
    const { granted, medianSeconds, p99Seconds, ways } = grants
    return {
      rows: [
        ...ways.map((one) => [one.way, one.granted, one.medianSeconds, one.p99Seconds]),
        ...(granted === 0 ? [] : [[OWN_PART, granted, medianSeconds, p99Seconds]]),
      ],
      next: null,
    }
  },
})
