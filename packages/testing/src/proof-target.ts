import type { DpopProver } from './dpop-prover.js'

/** Whose key a token is bound to, and for which URL its proofs are made. */
export interface TokenProof {
  /** The client whose key the token is bound to. @default none: the token is sent as a bearer token */
  readonly prover?: DpopProver | undefined
  /**
   * The `publicUrl` of the API, with its path: proofs are made for that and the path of the request. For tests that reach the API
   * by another address than clients do.
   *
   * @default proofs are made for the URL of the request
   */
  readonly publicUrl?: string | undefined
  /** The `audience` of an API without a `publicUrl`: proofs are made for its origin and the path of the request. */
  readonly audience?: string | undefined
}

/** The names of the members of {@link TokenProof}. */
export const tokenProofNames = [
  'prover',
  'publicUrl',
  'audience',
] as const satisfies readonly (keyof TokenProof)[]

/**
 * How the URL of a proof is made of the URL of a request, as the API makes it: of a `publicUrl` the path counts, of an audience only
 * the origin.
 *
 * @throws {TypeError} for both, for something that is no http(s) URL, and for either without a prover, where it would do nothing
 */
export function proofTarget(
  caller: string,
  { prover, publicUrl, audience }: TokenProof,
): (url: string) => string {
  if (publicUrl === undefined && audience === undefined) return (url) => url
  if (publicUrl !== undefined && audience !== undefined)
    throw new TypeError(`${caller}: expected publicUrl or audience, not both`)
  if (!prover)
    throw new TypeError(`${caller}: publicUrl and audience are about proofs: hand in the prover of the token`)
  const base = publicUrl === undefined ? originOf(caller, audience) : baseOf(caller, publicUrl)
  return (url) => base + url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '')
}

function baseOf(caller: string, publicUrl: string): string {
  const { origin, pathname } = httpUrl(caller, 'publicUrl', publicUrl)
  return origin + pathname.replace(/\/+$/, '')
}

const originOf = (caller: string, audience: unknown) => httpUrl(caller, 'audience', audience).origin

function httpUrl(caller: string, name: string, value: unknown): URL {
  if (typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value)) return new URL(value)
  throw new TypeError(`${caller}: ${name} is no http(s) URL; give the publicUrl that the API has`)
}
