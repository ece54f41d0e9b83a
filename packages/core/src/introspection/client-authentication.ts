import type { MaybePromise } from '../maybe-promise.js'

/** What proves who a client is, as a part of one request. */
export interface ClientCredentials {
  readonly headers: Readonly<Record<string, string>>
  /** Fields of the form. */
  readonly fields: Readonly<Record<string, string>>
  /** What of it may never stand in an error or a log. */
  readonly secrets: readonly string[]
}

/** Makes the credentials for a request. `now` is in seconds since 1970. */
export type ClientAuthentication = (now: number) => MaybePromise<ClientCredentials>

/**
 * The secret in the `Authorization` field. Both parts are form-encoded first, which plain HTTP Basic does not do: a
 * secret with a colon, a percent sign or a letter beyond ASCII is another secret without it.
 *
 * @see RFC 6749 §2.3.1
 */
export function clientSecretBasic(clientId: string, clientSecret: string): ClientAuthentication {
  const value = btoa(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`)
  const credentials = {
    headers: { authorization: `Basic ${value}` },
    fields: {},
    secrets: [value, clientSecret],
  }
  return () => credentials
}

/**
 * The secret in the form.
 *
 * @see RFC 6749 §2.3.1
 */
export function clientSecretPost(clientId: string, clientSecret: string): ClientAuthentication {
  const credentials = {
    headers: {},
    fields: { client_id: clientId, client_secret: clientSecret },
    secrets: [clientSecret, formEncoded(clientSecret)],
  }
  return () => credentials
}

/** A text as it stands in a form. */
export const formEncoded = (text: string) => new URLSearchParams([['', text]]).toString().slice(1)
