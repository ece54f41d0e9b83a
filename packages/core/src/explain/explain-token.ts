import { shortenText } from '../faults/index.js'
import { explainFault, suspectOf } from '../hints/explain-refusal.js'
import type { Policy } from '../options/policy.js'
import { checkAcceptedScheme } from '../confirmation/confirm.js'
import { credentialsMissing } from '../request/credentials-missing.js'
import { checkTokenGrammar, extractToken } from '../request/extract-token.js'
import { presentedToken, type TokenWays } from '../request/presented-token.js'
import type { Requirement } from '../requirement/requirement.js'
import { looksSigned, parseCompactJws, type CompactJws } from '../token/compact-jws.js'
import type { IssuerPolicy } from '../issuers/issuer-policy.js'
import type { ResourceRequest } from '../request/resource-request.js'
import { examineAnswer } from './examine-answer.js'
import { Examination } from './examination.js'
import { examineClaims, examineToken } from './examine-claims.js'
import { chooseIssuer, examineSignature } from './examine-signature.js'
import type { Explanation, TokenSummary } from './explanation.js'

/**
 * Runs every check of the pipeline over a token, with the functions of the pipeline and in its order, and goes on where it would
 * stop. What comes after a failure is diagnosis; what cannot be checked without what failed is skipped, and a token
 * with a check that was skipped is not accepted.
 *
 * @see the pipeline itself, `protected-resource.ts`
 */
export async function explainToken<C>(
  sent: string,
  requirement: Requirement | undefined,
  policy: Policy<C>,
): Promise<Explanation> {
  const request = { method: 'GET', url: '/', headers: { authorization: `Bearer ${sent}` } }
  const suspect = suspectOf(sent.length > policy.maxTokenBytes ? undefined : sent)
  const examination = new Examination((fault) => explainFault(fault, suspect, policy))
  const text = await examination.run(
    'extract',
    'size',
    () => extractToken(request, policy.maxTokenBytes, false)?.text ?? '',
    (token) => sizeOf(token, policy),
  )
  if (!text) return examination.conclude(undefined)
  return explainText(text.value, request, requirement, policy, examination)
}

/**
 * The same for a whole request, with the token as it came, and with what shows that its sender may use it.
 *
 * @see RFC 9449 §4.3
 */
export async function explainRequest<C>(
  request: ResourceRequest,
  requirement: Requirement | undefined,
  policy: Policy<C>,
): Promise<Explanation> {
  let examination = new Examination((fault) => fault)
  const found = await examination.run(
    'extract',
    'credentials',
    async () => (await presentedToken(request, policy)) ?? missing(request, policy),
    ({ scheme }) => `one token, with the scheme ${scheme}`,
  )
  if (!found) return examination.conclude(undefined)
  const credential = found.value
  const suspect = suspectOf(credential.text)
  examination = new Examination((fault) => explainFault(fault, suspect, policy), { request, credential })
  await examination.run(
    'extract',
    'scheme',
    () => checkAcceptedScheme(credential, policy),
    () => `${credential.scheme} is taken here`,
  )
  await examination.run(
    'extract',
    'size',
    () => credential.text,
    (token) => sizeOf(token, policy),
  )
  return explainText(credential.text, request, requirement, policy, examination)
}

const sizeOf = ({ length }: string, { maxTokenBytes }: TokenWays) =>
  `${length} of at most ${maxTokenBytes} bytes`

function missing<C>(request: ResourceRequest, policy: Policy<C>): never {
  throw credentialsMissing(policy, request)
}

async function explainText<C>(
  text: string,
  request: ResourceRequest,
  requirement: Requirement | undefined,
  policy: Policy<C>,
  examination: Examination,
): Promise<Explanation> {
  if (!(await hasCharacters(text, examination))) return examination.conclude(undefined)
  const opaque = await whoIsAsked(text, request, policy, examination)
  if (opaque) {
    const claims = opaque.asked && (await examineAnswer(text, opaque.asked, requirement, policy, examination))
    return examination.conclude(claims && summaryOf({ header: {}, payload: claims }, true))
  }
  const jws = await takeApart(text, examination)
  if (!jws) return examination.conclude(undefined)
  const issuer = await chooseIssuer(jws.payload.iss, policy, examination)
  if (issuer.accepted && issuer.rules?.introspection?.tokens === 'all') {
    const claims = await examineAnswer(jws.text, issuer.rules, requirement, policy, examination, jws)
    return examination.conclude(
      summaryOf({ ...jws, ...(claims && { payload: claims }) }, claims !== undefined),
    )
  }
  const verified = await examineSignature(jws, issuer, examination)
  const token = await examineClaims(jws, { issuer: issuer.rules, verified }, policy, examination)
  await examineToken(jws, token, requirement, policy, examination)
  return examination.conclude(summaryOf(jws, verified))
}

async function hasCharacters(text: string, examination: Examination): Promise<boolean> {
  const good = await examination.run(
    'extract',
    'characters',
    () => checkTokenGrammar(text),
    () => 'it has the characters of a bearer token',
  )
  if (!good) examination.skip('structure', 'JWT', 'what has such characters is no token')
  return good !== undefined
}

/** Who is asked about an opaque token; nobody when that failed. Nothing at all where none is asked: then it is refused as no JWT. */
async function whoIsAsked<C>(
  text: string,
  request: ResourceRequest,
  { issuers }: Policy<C>,
  examination: Examination,
): Promise<{ asked: IssuerPolicy<C> | undefined } | undefined> {
  if (looksSigned(text)) return undefined
  const choice = (async () => issuers.chooseForOpaque(request))()
  const found = await choice.catch(() => 'failed' as const)
  if (found !== 'failed' && !found?.introspection) return undefined
  const asked = await examination.run(
    'issuer',
    'opaque token',
    () => choice,
    (issuer) => `it is no JWT, so ${shortenText(issuer?.issuer ?? '')} is asked about it`,
  )
  return { asked: asked?.value }
}

async function takeApart(text: string, examination: Examination): Promise<CompactJws | undefined> {
  const jws = await examination.run(
    'structure',
    'JWT',
    () => parseCompactJws(text),
    () => 'three parts: header, claims and signature',
  )
  return jws?.value
}

/** What a token says of itself, in words that are short and fit for a terminal. */
function summaryOf(
  { header, payload }: Pick<CompactJws, 'header' | 'payload'>,
  verified: boolean,
): TokenSummary {
  const texts = { issuer: payload.iss, kid: header.kid, alg: header.alg, typ: header.typ }
  const times = { issuedAt: payload.iat, notBefore: payload.nbf, expiresAt: payload.exp }
  const entries = [
    ...Object.entries(texts).filter(([, value]) => typeof value === 'string'),
    ...Object.entries(times).filter(([, value]) => typeof value === 'number'),
  ].map(([name, value]) => [name, typeof value === 'string' ? shortenText(value) : value] as const)
  return { verified, ...(Object.fromEntries(entries) as Omit<TokenSummary, 'verified'>) }
}
