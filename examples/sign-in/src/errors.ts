/** The person has to sign in again: there are no tokens, or the issuer has ended them. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded'
}

/** The issuer cannot be had, or does not answer as it should. It is not the person's fault, and what is there is kept. */
export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable'
}

/** The issuer refuses this token, and goes on to give others: a resource or scope that was never granted. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused'

  constructor(
    /** The `error` of the token endpoint. @see RFC 6749 §5.2 */
    readonly error: string,
    options?: ErrorOptions,
  ) {
    super(`the issuer refused the token: ${error}`, options)
  }
}

/** A resource cannot be had: no connection, or no answer in time. */
export class ResourceUnavailable extends Error {
  override readonly name = 'ResourceUnavailable'
}

/** A setting that makes no sense. The message names it and the mend. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
}
