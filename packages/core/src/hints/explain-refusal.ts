import { shortenText, TokenFault } from '../faults/index.js'
import { isJsonObject, type JsonObject } from '../json-object.js'
import type { KeySetStatus, KeySource } from '../keys/key-source.js'
import type { Policy } from '../options/policy.js'
import { extractToken } from '../request/extract-token.js'
import type { TokenWays } from '../request/presented-token.js'
import type { ResourceRequest } from '../request/resource-request.js'
import type { AccessToken } from '../token/access-token.js'
import { missingCredentialHint } from './credential-hints.js'
import { findHint } from './find-hint.js'
import { metadataBehindGuard } from './metadata-hints.js'
import { contentsOf, type Suspect } from './suspect.js'

/** What was refused: a request, a token that was accepted before, or both. */
export interface RefusedThing {
  readonly request?: ResourceRequest | undefined
  readonly token?: AccessToken<unknown> | undefined
}

/** With a hint, no more issuers are compared than these: there can be as many as there are tenants. */
const maximumIssuers = 32

/**
 * A refusal with all that can be said about it: the issuer and the key that the token names, and a hint. It runs
 * for refusals alone, after everything is decided, and what it reads of the token is not proved.
 */
export function explainRefusal<C>(
  fault: TokenFault,
  { request, token }: RefusedThing,
  policy: Policy<C>,
): TokenFault {
  if (fault.code === 'credentials_missing') {
    return fault.withFacts({ hint: missingCredentialHint(request) ?? metadataBehindGuard(request, policy) })
  }
  const text = request && credentialIn(request, policy)
  return explainFault(fault, suspectOf(text, token), policy)
}

/** The same for a token whose text is at hand. */
export function explainFault<C>(fault: TokenFault, token: UnprovedToken, policy: Policy<C>): TokenFault {
  const { header, claims } = token
  const { issuers } = policy
  const known = Array.from(issuers.known()).slice(0, maximumIssuers)
  const named = known.find(({ issuer }) => issuer === claims.iss)
  const suspect: Suspect = {
    ...token,
    fault,
    lookup: issuers.lookup,
    preset: named?.preset,
    audiences: policy.audiences,
    now: policy.clock(),
    kids: fault.code === 'key_not_found' && named ? kidsOf(named.keys) : [],
    withoutKeys: isFetchedEmpty(named?.keys.status()),
  }
  return fault.withFacts({
    issuer: shortText(claims.iss ?? header.iss),
    kid: shortText(header.kid),
    hint: isReadable(suspect) ? findHint(suspect) : undefined,
  })
}

/** Nothing is guessed of a credential that is not at hand. */
const isReadable = ({ fault, text, claims }: Suspect) =>
  text !== undefined || Object.keys(claims).length > 0 || fault.step === 'extract'

/** What a refused credential says, without knowing why it was refused. */
export type UnprovedToken = Pick<Suspect, 'text' | 'parts' | 'header' | 'claims'>

/** Reads what a credential says; of a token that was accepted, its claims serve where its text is not at hand. */
export function suspectOf(text: string | undefined, token?: AccessToken<unknown>): UnprovedToken {
  const contents = contentsOf(text)
  if (!token) return { text, ...contents }
  const raw: JsonObject = isJsonObject(token.claims) ? token.claims : {}
  const claims = contents.claims.iss === token.issuer ? contents.claims : { ...raw, iss: token.issuer }
  return { text, ...contents, claims }
}

function credentialIn(request: ResourceRequest, { maxTokenBytes, takesDpop }: TokenWays): string | undefined {
  try {
    return extractToken(request, maxTokenBytes, takesDpop)?.text
  } catch (thrown) {
    // A scheme with nothing behind it.
    return thrown instanceof TokenFault && thrown.code === 'credentials_malformed' ? '' : undefined
  }
}

/** Where a key set was fetched, it says which keys there are. */
function kidsOf(keys: KeySource): readonly string[] {
  const published = keys.saved()?.jwks.keys ?? []
  return published.flatMap((jwk) => (isJsonObject(jwk) && typeof jwk.kid === 'string' ? [jwk.kid] : []))
}

/** A set that was never fetched says nothing. */
const isFetchedEmpty = (status: KeySetStatus | undefined) =>
  status?.fetchedAt !== undefined && status.keys === 0

const shortText = (value: unknown) => (typeof value === 'string' ? shortenText(value) : undefined)
