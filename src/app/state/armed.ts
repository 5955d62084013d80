import { NOT_ARMED } from '../../core/settings'
import type { Armed } from '../../core/settings'
import { defineRecord } from './record'

/** Which jobs may change anything: apart from the settings, so that whoever saves these never arms a job again. */
export const armedRecord = defineRecord<Armed>('armed', NOT_ARMED)
