export { driveWeb } from './drive-web.js'
export type { DriveWebOptions, EndedAccess } from './options.js'
