import { ConfigurationFault } from '../faults/index.js'

/** The ways in which a bearer token may be sent, in the words of `bearer_methods_supported`. @see RFC 9728 §2 */
export type BearerMethod = 'header' | 'body' | 'query'

/** Which ways count beside the `Authorization` field. */
export interface OtherMethods {
  readonly body: boolean
  readonly query: boolean
}

const known: readonly unknown[] = ['header', 'body', 'query'] satisfies BearerMethod[]

/**
 * The ways beside the header, or nothing where there are none: then a request is looked at no further than that.
 *
 * @throws {ConfigurationFault}
 * @see RFC 6750 §2
 */
export function readBearerMethods(methods: unknown): OtherMethods | undefined {
  if (methods === undefined) return undefined
  if (!Array.isArray(methods) || !methods.every((method) => known.includes(method))) {
    throw new ConfigurationFault('bearerMethods', "expected a list of 'header', 'body' and 'query'")
  }
  if (!methods.includes('header')) {
    throw new ConfigurationFault(
      'bearerMethods',
      "'header' is missing; a resource server always takes the token from the Authorization field (RFC 6750 §2)",
    )
  }
  const body = methods.includes('body')
  const query = methods.includes('query')
  return body || query ? Object.freeze({ body, query }) : undefined
}
