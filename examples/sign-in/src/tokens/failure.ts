import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client'

/** What a failed request to the issuer was about, in a word that holds nothing secret. */
export function reasonOf(error: unknown): string {
  if (error instanceof ResponseBodyError) return error.error
  if (error instanceof WWWAuthenticateChallengeError) {
    return error.cause[0]?.parameters.error ?? `status_${error.status}`
  }
  if (error instanceof ClientError && error.code !== undefined) return error.code
  return 'no_connection'
}

/** Whether the issuer has answered that it will not, as opposed to not answering properly. @see RFC 6749 §5.2 */
export function isRefusal(error: unknown): error is ResponseBodyError {
  return error instanceof ResponseBodyError && error.status < 500
}

/**
 * A failure as the `cause` of an error of ours, which applications log. Those of `openid-client` hold the answer that they are about, and
 * with it tokens; what is wrong with a connection is told as it is.
 */
export function causeOf(error: unknown): unknown {
  const holdsAnswer =
    error instanceof ResponseBodyError ||
    error instanceof ClientError ||
    error instanceof WWWAuthenticateChallengeError
  return holdsAnswer ? new Error(`${error.name}: ${reasonOf(error)}`) : error
}
