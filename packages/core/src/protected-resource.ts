import { shorten, TokenFault } from './faults/index.js'
import { after, type MaybePromise } from './maybe-promise.js'
import type { IssuerPolicy, Policy } from './options/policy.js'
import { extractToken } from './request/extract-token.js'
import type { ResourceRequest } from './request/resource-request.js'
import { verifySignature } from './signature/verify-signature.js'
import type { AccessToken } from './token/access-token.js'
import { checkAudience } from './token/audience.js'
import { buildAccessToken } from './token/build-access-token.js'
import { parseCompactJws, type CompactJws } from './token/compact-jws.js'
import { refuseBoundToken } from './token/confirmation.js'
import { checkHeader } from './token/jose-header.js'
import { checkLifetime } from './token/lifetime.js'

/**
 * The pipeline: what happens to a request between the socket and the handler, step by step. Each step returns, or
 * throws the fault that ends the request; nothing is fetched before the token names an issuer that is
 * configured. What a route requires of the token comes last, and is decided for each request anew.
 *
 * @see RFC 9068 §4
 */
export function authenticate<C>(
  request: ResourceRequest,
  policy: Policy<C>,
): MaybePromise<AccessToken<C> | undefined> {
  const text = extractToken(request, policy.maxTokenBytes)
  return text === undefined ? undefined : verifyToken(text, policy)
}

/** Verifies an access token: structure, issuer, key, signature, claims, confirmation. */
function verifyToken<C>(text: string, policy: Policy<C>): MaybePromise<AccessToken<C>> {
  const jws = parseCompactJws(text)
  const issuer = chooseIssuer(jws, policy)
  const header = checkHeader(jws.header, issuer.header)
  return after(verifySignature(jws, header, issuer.keys), () => acceptClaims(jws, issuer, policy))
}

/** The `iss` of a token that nobody has verified does one thing: it chooses among the issuers that are configured. */
function chooseIssuer<C>({ payload }: CompactJws, { issuers }: Policy<C>): IssuerPolicy<C> {
  const { iss } = payload
  if (iss === undefined) throw new TokenFault('issuer_missing', 'iss: the token does not name its issuer')
  const issuer = typeof iss === 'string' ? issuers.get(iss) : undefined
  if (issuer) return issuer
  const expected = shorten([...issuers.keys()])
  const actual = shorten(iss)
  throw new TokenFault('issuer_unknown', `iss: expected one of ${expected}, found ${actual}`, {
    expected,
    actual,
  })
}

/** From here on the claims are proved to come from the issuer. */
function acceptClaims<C>(
  { text, payload }: CompactJws,
  issuer: IssuerPolicy<C>,
  policy: Policy<C>,
): AccessToken<C> {
  const audience = checkAudience(payload, policy.audiences)
  const expiresAt = checkLifetime(payload, policy.clock(), policy.clockToleranceSeconds)
  issuer.profile.checkClaims(payload)
  refuseBoundToken(payload)
  const token = buildAccessToken(
    { text, issuer: issuer.issuer, audience, expiresAt, claims: payload },
    issuer.shape,
  )
  if (token.clientId !== undefined && policy.audiences.includes(token.clientId))
    warnOfClientIdAudience(token, policy)
  return token
}

/** Where a client and an API share one identifier, the audience no longer tells access tokens from ID tokens. */
function warnOfClientIdAudience<C>({ issuer, clientId }: AccessToken<C>, { warn }: Policy<C>): void {
  const detail = `audience: ${shorten(clientId)} is also the id of a client, so ID tokens of that client have this audience too`
  warn('audience_is_client_id', issuer, detail)
}
