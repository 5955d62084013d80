/** Every sentence of the admin page, a file for each part of it. The server's own messages are shown as they come. */
export * from './common'
export * from './overview'
export * from './alerts'
export * from './jobs'
export * from './runs'
export * from './settings'
export * from './connections'
export * from './audit'
