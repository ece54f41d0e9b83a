import { mediaType } from '../token/media-type.js'
import type { Hint, Suspect } from './suspect.js'

const graph = ['00000003-0000-0000-c000-000000000000', 'https://graph.microsoft.com']

/**
 * Microsoft Graph changes the header of its tokens after it has signed them (it hashes `nonce`), so that nobody but Graph can verify
 * them.
 */
export const graphToken: Hint = ({ claims, header }) => {
  const audiences: readonly unknown[] = [claims.aud].flat()
  const forGraph = audiences.some(
    (audience) => typeof audience === 'string' && graph.includes(audience.replace(/\/$/, '')),
  )
  if (!forGraph && !('nonce' in header)) return undefined
  if (!forGraph && !isEntra(claims.iss)) return undefined
  return 'it is a token for Microsoft Graph, whose signature nobody but Graph can verify: let the client ask for a scope of this API (api://<client id of the API>/<scope>) in the place of scopes of Graph such as User.Read'
}

const isEntra = (iss: unknown) =>
  typeof iss === 'string' && /^https:\/\/(login\.microsoftonline\.|sts\.windows\.net)/.test(iss)

/** Another token of the issuer than an access token, by the marks that each kind has. */
export const otherKindOfToken: Hint = (suspect) => {
  const { header, claims } = suspect
  const type = typeof header.typ === 'string' ? mediaType(header.typ) : undefined
  if (type === 'application/dpop+jwt') {
    return 'it is a DPoP proof, which belongs into the field DPoP: send the access token in Authorization'
  }
  if (type === 'application/logout+jwt' || claims.events !== undefined) {
    return 'it is a logout token or another security event token, which the issuer sends to clients: send the access token'
  }
  if (isRefreshToken(suspect)) {
    return 'it is a refresh token, which belongs to the token endpoint of the issuer alone: trade it there for an access token, and send that'
  }
  if (isIdToken(suspect)) {
    return 'it is an ID token, which tells the client who has logged in: send access_token of the token response, and not id_token'
  }
  return undefined
}

/** Keycloak says it in the claim `typ`, others in a type of their own. */
function isRefreshToken({ header, claims }: Suspect): boolean {
  const words = [claims.typ, claims.token_use, claims.token_type, header.typ]
  return words.some(
    (word) => typeof word === 'string' && /^(refresh|offline|rt\+jwt|refresh_token)$/i.test(word),
  )
}

function isIdToken({ fault, header, claims }: Suspect): boolean {
  if (fault.code === 'id_token') return true
  if (typeof header.typ === 'string' && mediaType(header.typ) === 'application/at+jwt') return false
  if (claims.typ === 'ID' || claims.token_use === 'id') return true
  if (['nonce', 'at_hash', 'c_hash', 's_hash'].some((name) => Object.hasOwn(claims, name))) return true
  return 'auth_time' in claims && !('client_id' in claims) && !('scope' in claims) && !('scp' in claims)
}

/** The issuer never says why a token is not active. */
export const inactive: Hint = () =>
  'it expired, was revoked, or is not of this issuer; if the issuer says so of each token, look whether the client of this API may ask about them: some issuers call a token inactive that is not meant for whoever asks'

/** An access token that looks like one and has the wrong type. */
export const plainJwt: Hint = ({ header, claims, preset }) => {
  if (
    header.typ !== undefined &&
    (typeof header.typ !== 'string' || !/^(application\/)?jwt$/i.test(header.typ))
  )
    return undefined
  const found = 'the issuer marks its access tokens as plain JWTs and not as RFC 9068 says'
  return preset?.name === 'auth0'
    ? `${found}: set tokenProfile: 'plain-jwt' in the preset auth0, or the token profile of the API at Auth0 to RFC 9068`
    : `${found}${presetFor(claims.iss)}, or set tokenProfile: 'plain-jwt' for this issuer`
}

const providers = [
  ['auth0', /^https:\/\/[^/]+\.auth0\.com\//, ' (Auth0 can: set the token profile of the API to RFC 9068)'],
  ['entra', /^https:\/\/(login\.microsoftonline\.|sts\.windows\.net|[^/]+\.ciamlogin\.com)/, ''],
  ['keycloak', /\/realms\/[^/]+$/, ''],
  ['okta', /^https:\/\/[^/]+\.okta(preview)?\.com/, ''],
  ['cognito', /^https:\/\/cognito-idp\./, ''],
] as const

function presetFor(iss: unknown): string {
  const known = typeof iss === 'string' ? providers.find(([, issuer]) => issuer.test(iss)) : undefined
  return known
    ? `: use the preset ${known[0]}${known[2]}`
    : ': use the preset of the provider (auth0, cognito, entra, keycloak, okta)'
}

/** The claims that only the profile of RFC 9068 needs are missing. */
export const partlyRfc9068: Hint = ({ fault, claims }) => {
  const name = /^(client_id|jti|iat)\b/.exec(fault.detail)?.[0]
  if (name === undefined) return undefined
  const elsewhere = ['azp', 'cid', 'appid'].find((other) => typeof claims[other] === 'string')
  const found = name === 'client_id' && elsewhere !== undefined ? ` (its client stands in ${elsewhere})` : ''
  return `the issuer follows RFC 9068 in part${found}: let it put ${name} in, or set tokenProfile: 'plain-jwt' for it, or use the preset of the provider`
}
