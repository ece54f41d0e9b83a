import { ConfigurationFault } from '../faults/index.js'
import type { ResourceRequest } from './resource-request.js'

/** The target of a request as its client sees it. */
export interface PublicTarget {
  readonly uri: string
  /** Of what it was put together, for the log. */
  readonly madeOf: string
}

/** The scheme, the host and the port that clients see, and the path before that of the request. */
interface PublicBase {
  /** Without a slash at the end. */
  readonly base: string
  readonly source: string
}

/**
 * The address of this API as its clients see it. It comes out of the options, or from a hop that the framework trusts; the fields
 * `Host` and `X-Forwarded-*` of anybody else never make it, since whoever sends a request can write there what a proof was made for
 * elsewhere.
 *
 * @see RFC 9449 §4.3 (9)
 */
export class PublicUrl {
  readonly #declared: PublicBase | undefined
  readonly #isForwarded: boolean

  /** @param declared what was declared; where `isForwarded`, it stands in when no hop tells */
  constructor(declared: PublicBase | undefined, isForwarded: boolean) {
    this.#declared = declared
    this.#isForwarded = isForwarded
  }

  /** @throws {ConfigurationFault} when nothing tells it */
  of(request: ResourceRequest): PublicTarget {
    const { base, source } = this.#baseOf(request)
    const path = pathOf(request.url)
    return { uri: `${base}${path}`, madeOf: `${source} and the path of the request` }
  }

  #baseOf(request: ResourceRequest): PublicBase {
    if (this.#isForwarded) {
      if (!request.forwardedOrigin)
        throw unknown("'forwarded' needs an adapter that knows which hops are trusted")
      const base = request.forwardedOrigin()
      if (base !== undefined) return { base, source: 'what a trusted hop has told' }
    }
    if (this.#declared) return this.#declared
    throw unknown('no hop that is trusted has told it')
  }
}

const unknown = (problem: string) =>
  new ConfigurationFault('publicUrl', `${problem}: set publicUrl to the URL of this API as clients see it`)

/** The path of a target, in whatever form it came: a path, a whole URL, or `*`. */
function pathOf(url: string): string {
  const end = /[?#]/.exec(url)?.index ?? url.length
  const target = url.slice(0, end)
  if (target.startsWith('/')) return target
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]*(.*)$/i.exec(target)?.[1] ?? ''
}
