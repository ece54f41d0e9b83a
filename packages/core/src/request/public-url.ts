import { ConfigurationFault } from '../faults/index.js'
import type { ResourceRequest } from './resource-request.js'

/** The target of a request as its client sees it. */
export interface PublicTarget {
  /** Absent where nobody can tell: then no proof was made for it. */
  readonly uri: string | undefined
  /** Of what it was put together, for the log. */
  readonly madeOf: string
}

/** The scheme, the host and the port that clients see, and the path before that of the request. */
export interface PublicBase {
  /** Without a slash at the end. */
  readonly base: string
  readonly source: string
}

/** Scheme, host and port, and nothing that could swallow what comes behind. */
const origin = /^https?:\/\/(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d+)?$/i

/** A target that is a whole URL, as proxies send it. @see RFC 9112 §3.2.2 */
const absoluteForm = /^https?:\/\/(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d+)?(?=\/|$)/i

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
    if (!this.#isForwarded || origin.test(base)) {
      return {
        uri: path === undefined ? undefined : `${base}${path}`,
        madeOf: `${source} and the path of the request`,
      }
    }
    return { uri: undefined, madeOf: `${source}, which is no scheme and host` }
  }

  #baseOf(request: ResourceRequest): PublicBase {
    if (this.#isForwarded) {
      if (!request.forwardedOrigin) {
        throw unknown("'forwarded' needs an adapter that knows which hops are trusted")
      }
      const base = request.forwardedOrigin()
      if (base !== undefined) return { base, source: 'what a trusted hop has told' }
    }
    if (this.#declared) return this.#declared
    throw unknown('no hop that is trusted has told it')
  }
}

const unknown = (problem: string) =>
  new ConfigurationFault('publicUrl', `${problem}: set publicUrl to the URL of this API as clients see it`)

/** The path of a target; nothing where frameworks could see another one in it than this. */
function pathOf(url: string): string | undefined {
  const end = /[?#]/.exec(url)?.index ?? url.length
  const target = url.slice(0, end)
  if (target.startsWith('/')) return target
  const start = absoluteForm.exec(target)
  return start ? target.slice(start[0].length) : undefined
}
