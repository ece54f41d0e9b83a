import { resolve } from 'node:path'
import type { Environment } from './environment.js'

/** A program of the sample, with all that is needed to start it. */
export interface Part {
  readonly name: string
  /** The folder of the package. */
  readonly folder: string
  readonly port: number
  /** The variable of the sample that sets the port. */
  readonly portVariable: string
  readonly url: string
  readonly environment: Readonly<Record<string, string>>
}

/** The addresses of the parts are made of it, so no `HOST` from outside may change where they listen. */
export const host = '127.0.0.1'

const examples = resolve(import.meta.dirname, '../..')

/** The parts of the sample. They know of each other by address alone, as they would on different machines. */
export function sampleParts({
  authorizationServerPort,
  drivePort,
  dataDir,
}: Omit<Environment, 'observerPort'>) {
  const issuer = `http://${host}:${authorizationServerPort}`
  const drive = `http://${host}:${drivePort}`
  return {
    authorizationServer: {
      name: 'authorization server',
      folder: resolve(examples, 'authorization-server'),
      port: authorizationServerPort,
      portVariable: 'AUTHORIZATION_SERVER_PORT',
      url: issuer,
      environment: {
        HOST: host,
        PORT: String(authorizationServerPort),
        ISSUER: issuer,
        DRIVE_AUDIENCE: drive,
        DATA_DIR: resolve(dataDir, 'authorization-server'),
      },
    },
    drive: {
      name: 'drive files',
      folder: resolve(examples, 'drive-files'),
      port: drivePort,
      portVariable: 'DRIVE_PORT',
      url: drive,
      environment: {
        HOST: host,
        PORT: String(drivePort),
        ISSUER: issuer,
        AUDIENCE: drive,
        PUBLIC_URL: drive,
        SAMPLE_FILES_ISSUER: issuer,
        DATA_DIR: resolve(dataDir, 'drive-files'),
      },
    },
  } satisfies Record<string, Part>
}
