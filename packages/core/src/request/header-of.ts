import { fieldLines, type ResourceRequest } from './resource-request.js'

/**
 * The value of a header field, whatever the fields of the request are kept in; `undefined` where there is none. Several lines of one
 * field are joined with `, `, as the `Headers` of the Fetch API join them.
 *
 * @param name in any case
 * @example
 * const opaqueTokenIssuer: OpaqueTokenIssuer = (request) => issuers.get(headerOf(request, 'host') ?? '')
 */
export function headerOf(request: ResourceRequest, name: string): string | undefined {
  const lines = fieldLines(request, name.toLowerCase())
  return lines.length === 0 ? undefined : lines.join(', ')
}
