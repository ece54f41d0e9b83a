import { stepsKeyMend } from '../observer-address.js'

export interface Environment {
  readonly port: number
  /** `HOST`: an interface. What the observer shows is for everybody who reaches it, so that is loopback, or all of them in a container. */
  readonly host: string
  readonly stepsKey: string
  /** `SAMPLE_PARTS`, as it is. */
  readonly parts: string
}

/** The message names the variable and the mend, and is shown alone. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError'
}

/**
 * Reads the environment.
 *
 * @throws {EnvironmentError}
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const set = variables.PORT?.trim() ?? ''
  const port = set === '' ? '4500' : set
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new EnvironmentError(`PORT is ${JSON.stringify(port)}: set it to a port number from 0 to 65535`)
  }
  const stepsKey = variables.STEPS_KEY?.trim() ?? ''
  if (!/^[\w-]{16,200}$/.test(stepsKey)) throw new EnvironmentError(`STEPS_KEY ${stepsKeyMend}`)
  const interfaceName = variables.HOST?.trim() ?? ''
  const host = interfaceName === '' ? '127.0.0.1' : interfaceName
  if (host !== '127.0.0.1' && host !== '0.0.0.0') {
    throw new EnvironmentError(
      `HOST is ${JSON.stringify(host)}: leave it out, or set it to 0.0.0.0 inside of a container`,
    )
  }
  return { port: Number(port), host, stepsKey, parts: variables.SAMPLE_PARTS ?? '' }
}
