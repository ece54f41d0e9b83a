import type { IssuerPolicy } from './issuer-policy.js'
import type { Issuers } from './issuers.js'
import { unknownIssuer } from './unknown-issuer.js'

/** Issuers that were named when the resource server was built. Any other is refused, and causes no network traffic. */
export class ConfiguredIssuers<C> implements Issuers<C> {
  readonly #byName: ReadonlyMap<string, IssuerPolicy<C>>

  constructor(issuers: readonly IssuerPolicy<C>[]) {
    this.#byName = new Map(issuers.map((policy) => [policy.issuer, policy]))
  }

  choose(iss: unknown): IssuerPolicy<C> {
    const policy = typeof iss === 'string' ? this.#byName.get(iss) : undefined
    if (policy) return policy
    throw unknownIssuer(iss, this.#byName.keys())
  }

  known(): Iterable<IssuerPolicy<C>> {
    return this.#byName.values()
  }
}
