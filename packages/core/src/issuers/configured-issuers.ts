import { shorten, TokenFault } from '../faults/index.js'
import type { ResourceRequest } from '../request/resource-request.js'
import type { IssuerLookup } from './issuer-lookup.js'
import type { IssuerPolicy } from './issuer-policy.js'
import type { Issuers } from './issuers.js'
import { issuerNamedBy, type OpaqueTokenIssuer } from './opaque-token-issuer.js'
import { unknownIssuer } from './unknown-issuer.js'

/** Issuers that were named when the resource server was built. Any other is refused, and causes no network traffic. */
export class ConfiguredIssuers<C> implements Issuers<C> {
  readonly #byName: ReadonlyMap<string, IssuerPolicy<C>>
  readonly #asked: readonly IssuerPolicy<C>[]
  readonly #select: OpaqueTokenIssuer | undefined
  readonly lookup: IssuerLookup

  /** @param select needed where several issuers are asked about opaque tokens: a token is never shown to two of them */
  constructor(issuers: readonly IssuerPolicy<C>[], select?: OpaqueTokenIssuer) {
    this.#byName = new Map(issuers.map((policy) => [policy.issuer, policy]))
    this.#asked = issuers.filter(({ introspection }) => introspection !== undefined)
    this.#select = select
    this.lookup = {
      names: issuers.map(({ issuer }) => issuer),
      rememberUnknownSeconds: undefined,
      selectsForOpaque: select !== undefined,
    }
  }

  choose(iss: unknown): IssuerPolicy<C> {
    const policy = typeof iss === 'string' ? this.#byName.get(iss) : undefined
    if (policy) return policy
    throw unknownIssuer(iss, this.#byName.keys())
  }

  chooseForOpaque(request: ResourceRequest): IssuerPolicy<C> | undefined {
    if (!this.#select) return this.#asked[0]
    const name = issuerNamedBy(this.#select, request)
    if (name === undefined) return undefined
    const policy = this.#asked.find(({ issuer }) => issuer === name)
    if (policy) return policy
    const expected = `one of ${shorten(this.#asked.map(({ issuer }) => issuer))}`
    const actual = shorten(name)
    throw new TokenFault('issuer_unknown', `opaqueTokenIssuer: expected ${expected}, found ${actual}`, {
      expected,
      actual,
    })
  }

  known(): Iterable<IssuerPolicy<C>> {
    return this.#byName.values()
  }
}
