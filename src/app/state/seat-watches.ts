import type { SeatWatches } from '../../core/seat-watch'
import { defineRecord } from './record'

/** Seats that others gave, past the guard, as the tick counts them. */
export const seatWatches = defineRecord<SeatWatches>('seat-watches', { products: {} })
