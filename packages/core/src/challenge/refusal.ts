import type { Emit } from '../events/emit.js'
import { TokenFault, type InfrastructureFault } from '../faults/index.js'
import type { ResourceRequest } from '../request/resource-request.js'
import type { Scheme } from '../request/scheme.js'
import type { Requirement } from '../requirement/requirement.js'
import { deepFreeze } from '../deep-freeze.js'
import { challengeFields, type ChallengePolicy } from './challenge-fields.js'
import type { HeaderField } from './header-field.js'
import { problemDetails } from './problem-details.js'

/** The answer to a request that is refused; an adapter writes it as it stands. */
export interface RefusalResponse {
  readonly status: 400 | 401 | 403 | 503
  /** Names in lower case. `new Headers(fields)` takes them as they are. */
  readonly headers: HeaderField[]
  readonly body: string
}

/** What `onRefusal` is told. */
export interface Refusal {
  /** Why. Its `detail` and `facts` are for logs: do not send them to the client. */
  readonly fault: TokenFault | InfrastructureFault
  readonly request: ResourceRequest | undefined
  /** The answer that is sent unless another body is returned. */
  readonly response: RefusalResponse
}

/** A body in the place of the problem details. Status and challenge stay as they are. */
export interface RefusalBody {
  readonly body: string
  readonly contentType: string
}

/** Writes the body of a refusal in the API's own way; returns nothing to leave it as it is. */
export type OnRefusal = (refusal: Refusal) => RefusalBody | undefined

/** What makes refusals. */
export interface RefusalPolicy {
  readonly challenge: ChallengePolicy
  readonly onRefusal: OnRefusal | undefined
  readonly emit: Emit
}

/** What is known of the request that is refused. */
export interface RefusalContext {
  readonly request?: ResourceRequest | undefined
  readonly requirement?: Requirement | undefined
  /** The scheme of its credentials, where it has any. */
  readonly tried?: Scheme | undefined
}

/**
 * The answer to a request that is refused: status, challenge and a body of fixed texts. It never throws.
 *
 * @see RFC 6750 §3, §3.1
 * @see RFC 9110 §11.6.1, §15.5.2
 */
export function refuse(
  fault: TokenFault | InfrastructureFault,
  { request, requirement, tried }: RefusalContext,
  policy: RefusalPolicy,
): RefusalResponse {
  const fields =
    fault instanceof TokenFault
      ? challengeFields({ fault, requirement, tried }, policy.challenge)
      : retryFields(fault)
  const error = fault instanceof TokenFault ? fault.error : undefined
  const standard: RefusalResponse = {
    status: fault.status,
    headers: [
      ...fields,
      ...nonceFields(fault),
      ['cache-control', 'no-store'],
      ['content-type', 'application/problem+json'],
    ],
    body: JSON.stringify(problemDetails(fault.status, fault.message, error)),
  }
  return withOwnBody(standard, { fault, request }, policy)
}

/** @see RFC 9449 §8 */
function nonceFields(fault: TokenFault | InfrastructureFault): HeaderField[] {
  const nonce = fault instanceof TokenFault ? fault.facts.dpopNonce : undefined
  return nonce === undefined ? [] : [['dpop-nonce', nonce]]
}

const retryFields = (fault: InfrastructureFault): HeaderField[] => [
  ['retry-after', String(fault.retryAfterSeconds)],
]

/** The fields of an answer by name, with a list where one name has several values: error handlers of frameworks take them so. */
export function fieldsByName(fields: readonly HeaderField[]): Readonly<Record<string, string | string[]>> {
  const byName = new Map<string, string[]>()
  for (const [name, value] of fields) byName.set(name, [...(byName.get(name) ?? []), value])
  return Object.fromEntries(
    Array.from(byName, ([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  )
}

function withOwnBody(
  response: RefusalResponse,
  about: Omit<Refusal, 'response'>,
  { onRefusal, emit }: RefusalPolicy,
): RefusalResponse {
  if (!onRefusal) return response
  try {
    // A frozen copy: neither the status nor the challenge is for the hook to change.
    const own = onRefusal({ ...about, response: deepFreeze(structuredClone(response)) })
    if (own === undefined) return response
    checkOwnBody(own)
    const headers = response.headers.filter(([name]) => name !== 'content-type')
    return { ...response, headers: [...headers, ['content-type', own.contentType]], body: own.body }
  } catch (cause) {
    emit({ type: 'hook_failed', hook: 'onRefusal', cause })
    return response
  }
}

/** What the types say of a hook does not hold in JavaScript, and an adapter would fail over the header. */
function checkOwnBody(own: unknown): void {
  if (own instanceof Promise) own.catch(() => undefined)
  const { body, contentType } = own as Readonly<Record<string, unknown>>
  if (typeof body === 'string' && typeof contentType === 'string' && /^[!-~][ -~]*$/.test(contentType)) return
  throw new TypeError('expected a body and a contentType, both texts and at once')
}
