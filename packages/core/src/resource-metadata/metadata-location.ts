import { partsOf } from './resource-identifier.js'

const wellKnown = '/.well-known/oauth-protected-resource'

/**
 * Where the metadata of a protected resource stands, out of its identifier alone: nothing of it comes from a request. The
 * well-known segment goes between the host and the path; a slash alone behind the host is dropped, the query is kept.
 *
 * @see RFC 9728 §3.1
 */
export class MetadataLocation {
  /** The identifier, as it was configured. */
  readonly resource: string
  /** The URL of the document. */
  readonly url: string
  /** The targets that are answered: path and query. */
  readonly targets: readonly string[]
  #isServed = false

  /** @param alsoAtRoot whether it is answered behind the host alone too, where some clients look that know no path */
  constructor(resource: string, alsoAtRoot: boolean) {
    const { origin, rest } = partsOf(resource)
    const target = wellKnown + rest.replace(/^\/(?=$|\?)/, '')
    this.resource = resource
    this.url = origin + target
    this.targets = Object.freeze(alsoAtRoot ? [target, wellKnown] : [target])
  }

  /** From now on somebody serves the document. */
  publish(): void {
    this.#isServed = true
  }

  /** What challenges name: nothing as long as nobody serves the document. @see RFC 9728 §5.1 */
  get advertised(): string | undefined {
    return this.#isServed ? this.url : undefined
  }

  /** Whether a request is for the document. @param url the target of the request, or its whole URL */
  isAskedBy(url: string): boolean {
    if (url.startsWith('/')) return this.targets.includes(url)
    if (!url.includes(wellKnown) || !URL.canParse(url)) return false
    const { pathname, search } = new URL(url)
    return this.targets.includes(pathname + search)
  }
}
