import { QalqonError } from './qalqon-error.js'

/**
 * A mistake in how Qalqon is set up. It is thrown when the thing is built (never while a request is served,
 * but for a guard that is reached without its resource server), and its message names the option and the mend.
 */
export class ConfigurationFault extends QalqonError {
  override readonly family = 'configuration'
  /** The option at fault, such as `issuer` or `issuers[1].algorithms`. */
  readonly option: string

  constructor(option: string, problem: string, options?: ErrorOptions) {
    super('configuration_invalid', `${option}: ${problem}`, `${option}: ${problem}`, options)
    this.option = option
  }
}
