import type { Hint, Suspect } from './suspect.js'
import { fieldLines, type ResourceRequest } from '../request/resource-request.js'

/** Why a request has no credential, as far as the request shows it. Nothing of what was sent is repeated. */
export function missingCredentialHint(request: ResourceRequest | undefined): string | undefined {
  if (!request) return undefined
  const [field] = fieldLines(request, 'authorization')
  if (field !== undefined) {
    if (/^ey[\w-]+\.[\w-]+\.[\w-]*$/.test(field))
      return 'the token stands in Authorization without its scheme: send Authorization: Bearer <token>'
    if (/^dpop(?= |$)/i.test(field)) {
      return 'the Authorization field has the scheme dpop: tokens that are bound by DPoP cannot be used here yet: let the client ask for a plain bearer token, without a DPoP proof, and send Authorization: Bearer <token>'
    }
    const scheme = /^(basic|digest|negotiate|token|jwt)(?= |$)/i.exec(field)?.[0]
    return scheme === undefined
      ? 'the Authorization field has another scheme than Bearer: send Authorization: Bearer <token>'
      : `the Authorization field has the scheme ${scheme.toLowerCase()}: send Authorization: Bearer <token>`
  }
  if (/[?&]access_token=/.test(request.url)) {
    return 'the token stands in the URL, where it ends up in logs, and is not looked at: send it in Authorization: Bearer <token>'
  }
  return undefined
}

/** What the characters of a credential show that is not a token. */
export const spoiltText: Hint = ({ text }) => {
  if (text === undefined) return undefined
  if (text === '') return 'the variable with the token was empty where the client built the field'
  if (/^bearer(\s|$)/i.test(text))
    return 'the scheme stands there twice: the token already began with "Bearer "'
  if (/^["']|["']$/.test(text)) return 'the token stands in quotes: send it without them'
  if (/^[[{<$]/.test(text)) return 'a placeholder or an object stands there in the place of the token'
  if (/\s/.test(text))
    return 'a space or a line break stands in the token or behind it: was a file read with its last line break?'
  if (/%[\da-f]{2}/i.test(text)) return 'the token is URL-encoded: send it as it came from the issuer'
  return undefined
}

/** What a text is that cannot be taken apart as a JWT. */
export const noJwt: Hint = ({ text = '', parts, header, lookup }) => {
  if (/^(undefined|null|true|false|none|token|bearer|nan)$/i.test(text)) {
    return 'a word stands there in the place of the token: the client built the field before it had one'
  }
  if (isHeader(header)) {
    return 'the token begins as a JWT does and was cut or changed on the way: copy the whole of it, and look for a cookie, a field or a column that is too short'
  }
  if (parts === 3)
    return 'it has three parts as a JWT has, and they are no JSON: send access_token of the token response as it came'
  return `it is an opaque token, which only its issuer can read; many issuers send one until the client names an API: let the client name this one when it asks (resource, or audience at Auth0), or ${askTheIssuer(lookup)}`
}

/** What is missing for the issuer to be asked about an opaque token. */
function askTheIssuer({ names, selectsForOpaque }: Suspect['lookup']): string {
  if (!selectsForOpaque) {
    return names === undefined
      ? 'set opaqueTokenIssuer: an opaque token names no issuer, so beside resolveIssuer this function must name the one that is asked, by the host or the path of the request (and what resolveIssuer returns for it must have introspection)'
      : 'let this API ask the issuer about such tokens (introspection)'
  }
  const mend = 'let it return the issuer whose opaque tokens come in such requests'
  return names === undefined
    ? `mend opaqueTokenIssuer or resolveIssuer: opaqueTokenIssuer named none for this request, or one for which resolveIssuer returns no introspection: ${mend}`
    : `mend opaqueTokenIssuer: opaqueTokenIssuer named none for this request: ${mend}`
}

/** Five parts. Auth0 makes such a token, for its userinfo endpoint, when the client names no API. */
export const encrypted: Hint = ({ header }) =>
  header.alg === 'dir' && header.iss !== undefined
    ? 'the token is encrypted for the issuer itself, as Auth0 does when the client names no API: let the client send audience with the identifier of this API in its authorization request'
    : 'the issuer encrypts its access tokens: switch that off for this API at the issuer'

const isHeader = (header: Suspect['header']) => typeof header.alg === 'string'
