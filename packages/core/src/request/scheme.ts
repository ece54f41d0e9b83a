import { fieldLines, type ResourceRequest } from './resource-request.js'

/** A way to present a token in the `Authorization` field. @see RFC 6750 §2.1 @see RFC 9449 §7.1 */
export type Scheme = 'Bearer' | 'DPoP'

/** A field of one of them: the scheme, in any case, and what follows it up to the next legal scheme character. */
const scheme = /^(bearer|dpop)(?![!#$%&'*+.^_`|~0-9a-z-])/i

/** The scheme of a field; nothing where it is another one. */
export function schemeIn(field: string): Scheme | undefined {
  const name = scheme.exec(field)?.[1]
  if (name === undefined) return undefined
  return name.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer'
}

/** The scheme of the credentials of a request, good or bad; nothing where it has none of the two. */
export function schemeOf(request: ResourceRequest): Scheme | undefined {
  const [field] = fieldLines(request, 'authorization')
  return field === undefined ? undefined : schemeIn(field)
}
