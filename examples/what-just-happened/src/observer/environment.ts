import { stepsKeyMend } from '../observer-address.js'

export interface Environment {
  readonly port: number
  readonly stepsKey: string
  /** `SAMPLE_PARTS`, as it is. */
  readonly parts: string
}

/** The message names the variable and the mend, and is shown alone. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError'
}

/**
 * Reads the environment. The observer listens on the loopback address alone, and there is nothing to set about that.
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
  return { port: Number(port), stepsKey, parts: variables.SAMPLE_PARTS ?? '' }
}
