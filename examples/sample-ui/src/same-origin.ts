/** Names as Node gives them, in small letters. */
interface OriginHeaders {
  readonly 'sec-fetch-site'?: string | string[] | undefined
  readonly origin?: string | undefined
}

/**
 * Whether a page of this very origin sent the request. To be asked before anything is changed: other ports of this address are the
 * same *site*, so `SameSite` cookies come along with forms that another part of the sample, or any program on this machine, posts.
 *
 * A browser says where a request comes from; what says nothing is no browser, and has no cookies that it was not given.
 *
 * @param origin of this part, as browsers see it
 * @see https://www.w3.org/TR/fetch-metadata/
 */
export function isSameOrigin(headers: OriginHeaders, origin: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  return headers.origin === undefined || headers.origin === origin
}
