import { randomUUID } from 'node:crypto'
import type { Request } from 'express'
import * as client from 'openid-client'
import type { Attempt } from './attempts.js'
import { IssuerUnavailable } from './errors.js'
import type { SignInOutcome } from './outcome.js'
import { renewSession, renewSessionAndKeep, saveSession } from './session.js'
import { SignedIn, type SignedInParts } from './signed-in.js'
import type { SignedInRecord } from './signed-in-record.js'
import { storedToken } from './tokens/access-tokens.js'
import { isRefusal, reasonOf } from './tokens/failure.js'

/** Finishes an attempt with what the issuer has sent the browser back with. */
export async function finishSignIn(
  parts: SignedInParts,
  req: Request,
  attempt: Attempt,
): Promise<SignInOutcome> {
  const { settings, records, signOut } = parts
  const { back, prompt } = attempt
  let record: SignedInRecord
  try {
    record = await exchange(parts, req, attempt)
  } catch (error) {
    if (error instanceof client.AuthorizationResponseError) {
      settings.onEvent({ type: 'authorization_refused', error: error.error })
      return { type: 'refused', back, error: error.error, prompt }
    }
    const unavailable = isUnavailable(error)
    const reason = error instanceof IssuerUnavailable ? 'no_connection' : reasonOf(error)
    settings.onEvent({ type: 'authorization_failed', reason })
    return unavailable ? { type: 'unavailable', back } : { type: 'invalid', back, reason }
  }

  const id = req.session.signedIn
  const before = id === undefined ? undefined : await records.remove(id)
  const samePerson = before?.claims.sub === record.claims.sub
  try {
    // Who asks for more goes on where they were. What somebody else's session held stays behind.
    if (samePerson) await renewSessionAndKeep(req)
    else await renewSession(req)
    await records.add(record)
    req.session.signedIn = record.id
    delete req.session.endedElsewhere
    await saveSession(req)
  } finally {
    // Nobody holds it any more. That of the same person may be of the grant that the new one is of, which would end with it.
    if (before !== undefined && !samePerson) await signOut.revoke(before)
  }
  return { type: 'signed_in', back, prompt, signedIn: new SignedIn(parts, record) }
}

async function exchange(parts: SignedInParts, req: Request, attempt: Attempt): Promise<SignedInRecord> {
  const { settings, issuer, proofs } = parts
  const [resource] = settings.resources
  const configuration = await issuer.configuration()
  const receivedAt = settings.clock()
  // Checks `state`, `iss` (RFC 9207), the ID token with its signature, `nonce` and `auth_time`.
  const answer = await client.authorizationCodeGrant(
    configuration,
    new URL(req.originalUrl, settings.origin),
    {
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.codeVerifier,
      idTokenExpected: true,
      ...(attempt.maxAge !== undefined && { maxAge: attempt.maxAge }),
    },
    { resource },
    await proofs.options(configuration, attempt.proofKey),
  )
  const { id_token: idToken = '', refresh_token: refreshToken } = answer
  const claims = answer.claims()
  if (claims === undefined) {
    throw Object.assign(new client.ClientError('no ID token'), { code: 'OAUTH_INVALID_RESPONSE' })
  }
  const token = storedToken(answer, receivedAt, attempt.scope)
  settings.onEvent({
    type: 'tokens_received',
    claims,
    scope: token.scope,
    resource,
    tokenType: token.tokenType,
    expiresAt: token.expiresAt,
    hasRefreshToken: refreshToken !== undefined,
  })
  return {
    id: randomUUID(),
    issuer: settings.issuer,
    claims,
    idToken,
    scope: attempt.scope,
    signedInAt: receivedAt,
    endsAt: receivedAt + settings.lifetimeSeconds * 1000,
    proofKey: attempt.proofKey,
    accessTokens: { [resource]: token },
    refreshToken,
    refreshTokenNumber: refreshToken === undefined ? 0 : 1,
    refreshes: [],
  }
}

const invalidAnswers = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
  'OAUTH_UNSUPPORTED_OPERATION',
])

/** Whether to try again later is good advice: no connection, no answer in time, or one that is not of an issuer at work. */
function isUnavailable(error: unknown): boolean {
  if (isRefusal(error)) return false
  if (error instanceof client.ClientError) return !invalidAnswers.has(error.code ?? '')
  return true
}
