import { ConfigurationFault } from '../faults/index.js'
import { PublicUrl } from '../request/public-url.js'
import { isAcceptableUrl } from '../keys/issuer-url.js'

/**
 * Where clients see this API: as it was declared, or at the origin of its identifier where that is a URL.
 *
 * @param resource the identifier of this API
 * @throws {ConfigurationFault}
 */
export function readPublicUrl(publicUrl: unknown, resource: string): PublicUrl {
  const ofResource = isWebUrl(resource)
    ? { base: new URL(resource).origin, source: `the origin of the identifier ${resource}` }
    : undefined
  if (publicUrl === 'forwarded') return new PublicUrl(ofResource, true)
  if (publicUrl !== undefined) return new PublicUrl(declared(publicUrl), false)
  if (ofResource) return new PublicUrl(ofResource, false)
  throw new ConfigurationFault(
    'publicUrl',
    "with dpop, which a profile may have switched on, expected the URL of this API as clients see it: its identifier (resource, or the first audience) is no URL that tells it; without proofs, set dpop: 'off'",
  )
}

/**
 * For an adapter of a framework that does not tell which hops are trusted: what nobody can vouch for is refused when it is built.
 *
 * @param framework as its users know it
 * @throws {ConfigurationFault}
 */
export function refuseForwarded({ publicUrl }: { readonly publicUrl?: unknown }, framework: string): void {
  if (publicUrl !== 'forwarded') return
  throw new ConfigurationFault(
    'publicUrl',
    `'forwarded' is not offered for ${framework}, where nobody tells which hops are trusted: set publicUrl to the URL of this API as clients see it`,
  )
}

/** `http:` is for development and for a network that one trusts; which it is, nobody can see from here. */
const isWebUrl = (url: unknown): url is string => isAcceptableUrl(url, true)

function declared(url: unknown) {
  if (isWebUrl(url)) {
    const { origin, pathname, search, hash, username, password } = new URL(url)
    if (search === '' && hash === '' && username === '' && password === '') {
      return { base: `${origin}${pathname.replace(/\/+$/, '')}`, source: `publicUrl ${url}` }
    }
  }
  throw new ConfigurationFault(
    'publicUrl',
    "expected 'forwarded', or the URL of this API as clients see it: https://api.example.com, with the path that a proxy takes away, and without query and fragment",
  )
}
