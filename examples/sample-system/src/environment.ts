import { resolve } from 'node:path'
import { StartError } from './start-error.js'

/** The addresses of the parts are made of it. */
export const loopback = '127.0.0.1'

const repository = resolve(import.meta.dirname, '../../..')

/** What can be set from outside. Everything else in the environment is handed on to the parts as it is. */
export interface Environment {
  readonly authorizationServerPort: number
  readonly drivePort: number
  readonly photoPrintPort: number
  readonly docSignPort: number
  readonly observerPort: number
  /** The interface that all parts listen on. They find each other on loopback, so it is that, or all of them in a container. */
  readonly listenHost: string
  /** The folder of all state, one folder inside it for each part. */
  readonly dataDir: string
}

/**
 * Reads the environment. A variable that is unset or empty takes its default.
 *
 * @throws {StartError} that names the variable and the mend
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  return {
    authorizationServerPort: port(variables, 'AUTHORIZATION_SERVER_PORT', 4000),
    drivePort: port(variables, 'DRIVE_PORT', 4100),
    photoPrintPort: port(variables, 'PHOTO_PRINT_PORT', 4200),
    docSignPort: port(variables, 'DOC_SIGN_PORT', 4300),
    observerPort: port(variables, 'OBSERVER_PORT', 4500),
    listenHost: listenHost(variables.LISTEN_HOST?.trim() ?? ''),
    dataDir: folder(variables.DATA_DIR?.trim() ?? ''),
  }
}

function listenHost(text: string): string {
  if (text === '') return loopback
  if (text === loopback || text === '0.0.0.0') return text
  throw new StartError(
    `LISTEN_HOST is ${JSON.stringify(text)}: set it to 0.0.0.0 inside of a container, or leave it out`,
  )
}

const folder = (text: string) => resolve(text === '' ? resolve(repository, '.data') : text)

function port(variables: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const text = variables[name]?.trim() ?? ''
  if (text === '') return fallback
  const number = /^\d{1,5}$/.test(text) ? Number(text) : NaN
  if (number >= 1 && number <= 65_535) return number
  throw new StartError(`${name} is ${JSON.stringify(text)}: set it to a port number from 1 to 65535`)
}
