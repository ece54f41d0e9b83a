import { ClientError, ResponseBodyError } from 'openid-client'

/** What a failed request to the issuer was about, in a word that holds nothing secret. */
export function reasonOf(error: unknown): string {
  if (error instanceof ResponseBodyError) return error.error
  if (error instanceof ClientError && error.code !== undefined) return error.code
  return 'no_connection'
}

/** Whether the issuer has answered that it will not, as opposed to not answering properly. @see RFC 6749 §5.2 */
export function isRefusal(error: unknown): error is ResponseBodyError {
  return error instanceof ResponseBodyError && error.status < 500
}
