import { ConfigurationFault } from '../faults/index.js'
import type { BearerMethod, OtherMethods } from '../request/bearer-methods.js'

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
