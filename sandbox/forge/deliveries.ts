/** How often, and how late, what the platform sends to a function arrives: once and in time, unless a fault plan says otherwise. */
export interface Delivery {
  readonly kind: 'queue' | 'events' | 'ticks'
  /** Name of the queue, type of the event, key of the schedule. */
  readonly name: string
}

/** @returns lateness in ms of each delivery: [] loses it, [0, 700] delivers it twice; undefined leaves it alone */
export type DeliveryInterceptor = (delivery: Delivery) => readonly number[] | undefined

export interface Deliveries {
  addInterceptor(interceptor: DeliveryInterceptor): () => void
  /** Lateness in ms of each delivery. */
  plan(delivery: Delivery): readonly number[]
}

const IN_TIME: readonly number[] = [0]

export function createDeliveries(): Deliveries {
  const interceptors = new Set<DeliveryInterceptor>()
  return {
    addInterceptor: (interceptor) => {
      interceptors.add(interceptor)
      return () => void interceptors.delete(interceptor)
    },
    plan: (delivery) => {
      for (const interceptor of interceptors) {
        const planned = interceptor(delivery)
        if (planned !== undefined) return planned
      }
      return IN_TIME
    },
  }
}
