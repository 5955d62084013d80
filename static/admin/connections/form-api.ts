import type { useForm } from '@forge/react'
import type { ConnectionsValues } from './values'

export type ConnectionsFormApi = ReturnType<typeof useForm<ConnectionsValues>>
