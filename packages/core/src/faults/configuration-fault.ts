import { QalqonError } from './qalqon-error.js'

/**
 * A mistake in how Qalqon is set up or called. It is thrown when the thing is built, and its message names the option and the mend. While
 * a request is served it comes only from a guard or `getAuth` that is reached without its resource server, and from `revoke`, `explain`
 * and `authorizeToken` when they are handed what they cannot take.
 */
export class ConfigurationFault extends QalqonError {
  override readonly family = 'configuration'
  /** The option at fault, such as `issuer` or `issuers[1].algorithms`. */
  readonly option: string

  constructor(option: string, problem: string, options?: ErrorOptions) {
    super(
      'ConfigurationFault',
      'configuration_invalid',
      `${option}: ${problem}`,
      `${option}: ${problem}`,
      options,
    )
    this.option = option
  }
}
