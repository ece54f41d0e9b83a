import { octets } from '#octets'
import { confirmAgain } from './confirmation/confirm-again.js'
import { checkAcceptedScheme, confirm } from './confirmation/confirm.js'
import { TokenFault } from './faults/index.js'
import { explainFault, suspectOf } from './hints/explain-refusal.js'
import type { IntrospectionPolicy } from './introspection/introspection-policy.js'
import { checkIntrospectedClaims, subjectOf } from './introspection/introspected-claims.js'
import type { ActiveToken } from './introspection/introspector.js'
import type { IssuerPolicy } from './issuers/issuer-policy.js'
import type { VerificationKey } from './keys/verification-key.js'
import { after, attempt, isPromise, type MaybePromise } from './maybe-promise.js'
import type { Policy } from './options/policy.js'
import type { CheckedToken, ProvedToken } from './proved-token.js'
import type { Credential } from './request/credential.js'
import { checkTokenGrammar, extractToken } from './request/extract-token.js'
import { presentedToken } from './request/presented-token.js'
import type { ResourceRequest } from './request/resource-request.js'
import { checkRevocation, isKnownEmpty } from './revocation/check-revocation.js'
import { revocableToken } from './revocation/revocable-token.js'
import { verifySignature } from './signature/verify-signature.js'
import type { AccessToken } from './token/access-token.js'
import { checkAudience } from './token/audience.js'
import { authorizationDetailsOf } from './token/authorization-details.js'
import { buildAccessToken } from './token/build-access-token.js'
import { checkKind } from './token/check-kind.js'
import { warnOfClientIdAudience } from './token/client-id-audience.js'
import { confirmationOf } from './token/confirmation.js'
import { looksSigned, parseCompactJws, rememberHeader, type CompactJws } from './token/compact-jws.js'
import { checkHeader } from './token/jose-header.js'
import { checkLifetime, checkTimes } from './token/lifetime.js'
import { tokenHashOf } from './token/token-hash.js'

/**
 * The pipeline: what happens to a request between the socket and the handler, step by step. Each step returns, or
 * throws the fault that ends the request; nothing is fetched before the token names an issuer that is
 * configured. What a route requires of the token comes last, and is decided for each request anew.
 *
 * A step returns a value or the promise of one. Only a promise makes the rest wait, so that a request whose keys are at
 * hand is decided in one go.
 *
 * @param before the token with which this very request came through before; all is checked anew then but whether its sender may use it,
 * since a proof counts once
 * @see RFC 9068 §4
 */
export function authenticate<C>(
  request: ResourceRequest,
  policy: Policy<C>,
  before?: AccessToken<C>,
): MaybePromise<Authenticated<C> | undefined> {
  const { maxTokenBytes, otherMethods, takesDpop } = policy
  if (otherMethods === undefined) {
    return checkToken(extractToken(request, maxTokenBytes, takesDpop), request, policy, before)
  }
  return after(presentedToken(request, policy), (presented) =>
    attempt(
      () => checkToken(presented, request, policy, before),
      (thrown) => explainThrown(thrown, presented?.text, policy),
    ),
  )
}

/** What the pipeline has found out about a request. */
export interface Authenticated<C> {
  readonly token: AccessToken<C>
  /** The nonce that the next proof should have, where there is a newer one. */
  readonly dpopNonce: string | undefined
}

/** A query or a form that was read is not read again for the log: what there is to say of its token is said here. */
function explainThrown<C>(thrown: unknown, text: string | undefined, policy: Policy<C>): never {
  throw thrown instanceof TokenFault ? explainFault(thrown, suspectOf(text), policy) : thrown
}

/** What comes after the token was taken out of the request. */
function checkToken<C>(
  credential: Credential | undefined,
  request: ResourceRequest,
  policy: Policy<C>,
  before: AccessToken<C> | undefined,
): MaybePromise<Authenticated<C> | undefined> {
  if (credential === undefined) return undefined
  checkAcceptedScheme(credential, policy)
  const proved = proveOrRecall(credential, request, policy)
  return isPromise(proved)
    ? proved.then((token) => admit(token, credential, request, policy, before))
    : admit(proved, credential, request, policy, before)
}

/** What is proved of a token; what was proved before, when the same token comes again. */
function proveOrRecall<C>(
  credential: Credential,
  request: ResourceRequest,
  policy: Policy<C>,
): MaybePromise<CheckedToken<C>> {
  const { text } = credential
  if (!policy.tokenCache?.isWorthwhile(text)) return prove(text, request, policy)
  const digest = credential.digest()
  return isPromise(digest)
    ? digest.then((sum) => recallOrProve(text, sum, request, policy))
    : recallOrProve(text, digest, request, policy)
}

function recallOrProve<C>(
  text: string,
  digest: string,
  request: ResourceRequest,
  policy: Policy<C>,
): MaybePromise<CheckedToken<C>> {
  const known = policy.tokenCache?.get(digest)
  if (known === undefined) return prove(text, request, policy, digest)
  const holds = stillHolds(known, policy)
  if (holds === true) return stillLives(known, policy)
  return after(holds, (held): MaybePromise<CheckedToken<C>> => {
    if (held) return stillLives(known, policy)
    policy.tokenCache?.drop(digest)
    return prove(text, request, policy)
  })
}

/** Whether its issuer is still accepted, by the same rules, and its key is still in the key set. */
function stillHolds<C>({ issuer, key }: ProvedToken<C>, { issuers }: Policy<C>): MaybePromise<boolean> {
  const accepted = issuers.choose(issuer.issuer)
  if (accepted === issuer) return issuer.keys.holds(key)
  return after(accepted, (now) => now === issuer && issuer.keys.holds(key))
}

/** Time goes on as well. */
function stillLives<C>(known: ProvedToken<C>, { clock, clockToleranceSeconds }: Policy<C>): ProvedToken<C> {
  checkLifetime(known.claims, clock(), clockToleranceSeconds)
  return known
}

/** Proves a token: structure, issuer, key, signature, claims. Where its issuer is asked: structure, issuer, claims. */
function prove<C>(
  text: string,
  request: ResourceRequest,
  policy: Policy<C>,
  digest?: string,
): MaybePromise<CheckedToken<C>> {
  let jws: CompactJws
  try {
    jws = parseCompactJws(text)
  } catch (fault) {
    // What can be taken apart has the characters of a token: they are looked at only where it cannot.
    checkTokenGrammar(text)
    if (looksSigned(text)) throw fault
    return askAboutOpaque(text, request, policy, digest, fault)
  }
  const issuer = policy.issuers.choose(jws.payload.iss)
  return isPromise(issuer)
    ? issuer.then((chosen) => verify(jws, chosen, policy, digest))
    : verify(jws, issuer, policy, digest)
}

function verify<C>(
  jws: CompactJws,
  issuer: IssuerPolicy<C>,
  policy: Policy<C>,
  digest: string | undefined,
): MaybePromise<CheckedToken<C>> {
  const { introspection } = issuer
  if (introspection?.tokens === 'all') {
    return after(ask(jws.text, issuer, introspection, policy, digest), (checked) => {
      checkKind(jws, issuer, checked.claims)
      return checked
    })
  }
  const header = checkHeader(jws.header, issuer.header)
  const key = verifySignature(jws, header, issuer.keys)
  return isPromise(key)
    ? key.then((verified) => remember(acceptClaims(jws, verified, issuer, policy), jws, policy, digest))
    : remember(acceptClaims(jws, key, issuer, policy), jws, policy, digest)
}

/** A token that comes for the first time is only noticed; what is proved of it is kept when it comes again. */
function remember<C>(
  proved: ProvedToken<C>,
  jws: CompactJws,
  { tokenCache }: Policy<C>,
  digest: string | undefined,
): ProvedToken<C> {
  rememberHeader(jws)
  if (digest === undefined) tokenCache?.sight(jws.text)
  else tokenCache?.keep(digest, proved, jws.text.length)
  return proved
}

/** From here on the claims are proved to come from the issuer. */
function acceptClaims<C>(
  { text, payload }: CompactJws,
  key: VerificationKey,
  issuer: IssuerPolicy<C>,
  policy: Policy<C>,
): ProvedToken<C> {
  const audience = checkAudience(payload, policy.audiences, issuer.missingAudience, policy.canonicalAudience)
  const expiresAt = checkLifetime(payload, policy.clock(), policy.clockToleranceSeconds)
  issuer.profile.checkClaims(payload)
  const authorizationDetails = authorizationDetailsOf(payload)
  const token = buildAccessToken(
    { text, issuer: issuer.issuer, audience, expiresAt, authorizationDetails, claims: payload },
    issuer.shape,
  )
  warnOfClientIdAudience(token, policy)
  return { token, claims: payload, confirmation: confirmationOf(payload), issuer, key }
}

/** An opaque token names no issuer. It goes to the one that is asked, and is refused for its structure where none is. */
function askAboutOpaque<C>(
  text: string,
  request: ResourceRequest,
  policy: Policy<C>,
  digest: string | undefined,
  fault: unknown,
): MaybePromise<CheckedToken<C>> {
  return after(policy.issuers.chooseForOpaque(request), (issuer) => {
    if (!issuer?.introspection) throw fault
    return ask(text, issuer, issuer.introspection, policy, digest)
  })
}

function ask<C>(
  text: string,
  issuer: IssuerPolicy<C>,
  { introspector }: IntrospectionPolicy,
  policy: Policy<C>,
  digest: MaybePromise<string> = octets.sha256(text),
): MaybePromise<CheckedToken<C>> {
  return after(digest, (sum) =>
    after(introspector.introspect(text, sum), (active) => {
      try {
        return acceptAnswer(active, text, issuer, policy)
      } catch (thrown) {
        // The token itself does not tell whose it is.
        throw thrown instanceof TokenFault ? thrown.withFacts({ issuer: issuer.issuer }) : thrown
      }
    }),
  )
}

/** What the issuer says of a token is checked as if it stood in the token, each time anew: the answer may be an old one. */
function acceptAnswer<C>(
  { claims, until }: ActiveToken,
  text: string,
  issuer: IssuerPolicy<C>,
  policy: Policy<C>,
): CheckedToken<C> {
  const audience = checkAudience(claims, policy.audiences, issuer.missingAudience, policy.canonicalAudience)
  const exp = checkTimes(claims, policy.clock(), policy.clockToleranceSeconds)
  checkIntrospectedClaims(claims, issuer.issuer)
  const [expiresAt, endless] = exp === undefined ? [until, true] : [exp, false]
  const subject = subjectOf(claims)
  const authorizationDetails = authorizationDetailsOf(claims)
  const token = buildAccessToken(
    { text, issuer: issuer.issuer, audience, expiresAt, endless, authorizationDetails, claims, subject },
    issuer.shape,
  )
  warnOfClientIdAudience(token, policy)
  return { token, claims, confirmation: confirmationOf(claims) }
}

/** What is decided for every request, however often the token came by before: confirmation and revocation. */
function admit<C>(
  checked: CheckedToken<C>,
  credential: Credential,
  request: ResourceRequest,
  policy: Policy<C>,
  before: AccessToken<C> | undefined,
): MaybePromise<Authenticated<C>> {
  const next = before ? confirmAgain(checked, before, policy) : confirm(checked, credential, request, policy)
  return isPromise(next)
    ? next.then((dpopNonce) => refuseRevoked(checked, credential, dpopNonce, policy))
    : refuseRevoked(checked, credential, next, policy)
}

function refuseRevoked<C>(
  { token, claims }: CheckedToken<C>,
  { text }: Credential,
  dpopNonce: string | undefined,
  { revocations, revocationTimeoutMs }: Policy<C>,
): MaybePromise<Authenticated<C>> {
  if (isKnownEmpty(revocations)) return { token, dpopNonce }
  return after(tokenHashOf(text), (tokenHash) =>
    after(
      checkRevocation(revocableToken(token, claims, tokenHash), revocations, revocationTimeoutMs),
      () => ({ token, dpopNonce }),
    ),
  )
}
